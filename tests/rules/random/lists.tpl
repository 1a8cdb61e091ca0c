== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
elemento	area	[A-Z]\d
esito	area	U[1-3]
-- Campi
Livello	Campo	Tipo	Espressione	Obbligatorio
area	uffici	elenco	U\d
esito	risultato	risultato		sì
== Aree
leggi e scrivi
	Area	Elementi	Codici	Uffici	Esito U1	Esito U2	Esito U3
area	Area {codice}: {titolo}	{elemento: {codice} {titolo} separati da "\n"}	{elemento: {codice} separati da "; "}	{uffici}	{esito["U1"].risultato}	{esito["U2"].risultato}	{esito["U3"].risultato}
