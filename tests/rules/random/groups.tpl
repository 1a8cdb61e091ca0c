== Metodo
-- Modello
ente	Camera di Esempio
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
obiettivo	area	[A-Z]\d
indicatore	obiettivo	[A-Z]\d\.\d
-- Campi
Livello	Campo	Tipo	Espressione
obiettivo, indicatore	peso	numero
obiettivo	uffici	elenco	U\d
indicatore	target	target
indicatore	risultato	risultato
indicatore	nota	testo
== Piano
leggi e scrivi
	Piano della performance {anno}
	Area	Obiettivi e indicatori	Peso	Target {anno}	Risultato {anno}	Uffici	Nota
area, obiettivo	{area.codice}. {area.titolo}	Obiettivo {obiettivo.codice}: {obiettivo.titolo}	{obiettivo.peso}			{obiettivo.uffici}
indicatore		{codice} {titolo}	{peso}	{target:>= 0}	{risultato}		{nota}
