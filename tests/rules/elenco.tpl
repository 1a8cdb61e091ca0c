== Metodo
-- Modello
ente	Camera di Esempio
-- Livelli
Livello	Padre
ente
gruppo
voce	gruppo, ente
-- Campi
Livello	Campo	Tipo
gruppo, voce	numero, secondo	numero
gruppo, voce	importo	euro
gruppo, voce	quota	percentuale
gruppo, voce	giorno	data
gruppo, voce	nota, testo	testo
