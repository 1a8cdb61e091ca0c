== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
voce	area
-- Campi
Livello	Campo	Tipo	Obbligatorio
voce	numero	numero	sì
voce	nota	testo
voce	importo	euro
== Voci
leggi e scrivi
	Area	Numero	Nota
area, voce	{area.codice}. {area.titolo}	{numero}	{voce.nota}
== Importi
leggi e scrivi
	Codice dell'area	Numero	Importo
area, voce	{area.codice}	{numero}	{importo}
