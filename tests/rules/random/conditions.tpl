== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
indicatore	area	i\d
-- Campi
Livello	Campo	Tipo	Espressione
indicatore	uffici	elenco	U\d
indicatore	peso	numero
indicatore	nota	testo
== Piano
leggi e scrivi
	Codice	Titolo	Uffici	Peso	Nota
area	{codice}	{titolo}
indicatore con uffici	{codice}	{titolo}	{uffici}	{peso}
indicatore con non uffici	{codice}	{titolo}		{peso}	{nota}
indicatore ! con uffici		Avvertenza: {nota}
