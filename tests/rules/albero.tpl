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
area, obiettivo, indicatore	peso	numero
area, obiettivo, indicatore	budget	euro
area, obiettivo, indicatore	nota, responsabile	testo
obiettivo, indicatore	uffici	elenco	U\d
indicatore	algoritmo	testo
indicatore	target	target
indicatore	risultato	risultato
indicatore	quota	percentuale
indicatore	scadenza	data
