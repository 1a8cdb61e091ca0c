== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
programma	area
obiettivo	programma, area	[A-Z]\d
indicatore	obiettivo	[A-Z]\d\.\d
-- Campi
Livello	Campo	Tipo	Espressione
area, obiettivo	nota	testo
obiettivo, indicatore	peso	numero
indicatore	target, target_1	target
indicatore	scadenza	data
obiettivo	uffici	elenco	U\d
== Piano
leggi e scrivi
	Piano {anno}-{anno+1}
	Codice	Titolo	Peso	Target {anno}	Target {anno+1}	Scadenza
area	{codice}	{titolo}
area !	Nota: {nota}
obiettivo?	Obiettivi dell'area {area.codice}
obiettivo	{codice}	{titolo}	{peso}
obiettivo !	Uffici: {uffici}		Nota dell'obiettivo: {nota}
indicatore	{codice}	{titolo}	{peso}	{target}	{target_1}	{scadenza}
programma	Programma: {titolo}
obiettivo	{codice}	{titolo}	{peso}
obiettivo !	Uffici: {uffici}		Nota dell'obiettivo: {nota}
indicatore	{codice}	{titolo}	{peso}	{target}	{target_1}	{scadenza}
