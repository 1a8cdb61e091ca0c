== Metodo
-- Livelli
Livello	Padre
ente
entrata
uscita
persona
-- Campi
Livello	Campo	Tipo
entrata, uscita	importo	euro
entrata	quota	percentuale
uscita	giorno	data
persona	ufficio, nota	testo
persona	ore	numero
== Quadro
leggi e scrivi
	Quadro generale
	Entrata	Importo	Quota
entrata	{titolo}	{importo}	{quota} ⟦0.0%⟧

tabella leggi e scrivi
	Elenco delle uscite
	Uscita	Importo	Giorno
uscita	{titolo}	{importo} ⟦#,##0.00 "€"⟧	{giorno} ⟦d mmmm yyyy⟧

tabella leggi e scrivi
	Persona	Ufficio	Ore	Note
persona	{titolo}	{ufficio}	{ore}	{nota}
