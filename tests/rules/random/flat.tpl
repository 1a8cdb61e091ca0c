== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
programma	area
obiettivo	programma, area	[A-Z]\d
-- Campi
Livello	Campo	Tipo
area, programma	nota	testo
obiettivo	peso	numero
obiettivo	importo	euro
== Struttura
leggi e scrivi
	Codice area	Area	Programma	Note del programma
area, programma	{area.codice}	{area.titolo}	{programma.titolo}	{programma.nota}
tabella leggi e scrivi
	Note delle aree	Testo
area	{codice}	{nota}
== Obiettivi
leggi e scrivi
	Area	Programma	Codice	Obiettivo	Peso	Importo
obiettivo	{area.codice}	{programma.titolo}	{codice}	{titolo}	{peso}	{importo}
