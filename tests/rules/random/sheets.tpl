== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
obiettivo	area	[A-Z]\d
indicatore	obiettivo	i\d
-- Campi
Livello	Campo	Tipo
area, obiettivo	importo	euro
indicatore	peso	numero
indicatore	risultato	risultato
== Aree
leggi e scrivi
	Codice	Titolo	Importo
area	{codice}	{titolo}	{importo}
== Area {area.codice}
leggi e scrivi per area
	Scheda dell'area {area.codice}
	Obiettivo	Descrizione	Importo dell'obiettivo	Indicatore	Peso	Risultato
obiettivo, indicatore	{obiettivo.codice}	{obiettivo.titolo}	{obiettivo.importo}	{codice} {titolo}	{peso}	{risultato}
