== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
obiettivo	area	[A-Z]\d
-- Campi
Livello	Campo	Tipo
area, obiettivo	peso	numero
ente	totale	numero
-- Calcoli
Livello	Campo	Formula
area	peso	SOMMA(obiettivo.peso)
ente	totale	SOMMA(area.peso)
== Pesi
leggi e scrivi
	Area	Obiettivo	Peso
area, obiettivo	{area.codice} {area.titolo}	{obiettivo.codice} {obiettivo.titolo}	{obiettivo.peso}
area		Totale area	{area.peso}
ente	Totale generale		{totale}
