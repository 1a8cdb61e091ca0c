== Metodo
-- Livelli
Livello	Padre	Codice
ente
area	ente	[A-Z]
obiettivo	area	[A-Z]\d
voce	obiettivo
-- Campi
Livello	Campo	Tipo
area, voce	importo	euro
obiettivo, voce	quota	percentuale
voce	giorno	data
== Elenco
leggi e scrivi
	Area	Importo dell'area	Obiettivo	Quota	Voce	Importo	Quota della voce	Giorno
area, obiettivo, voce	{area.codice} - {area.titolo}	{area.importo}	{obiettivo.codice} {obiettivo.titolo}	{obiettivo.quota}	{titolo}	{importo} ⟦"€ "#,##0.00⟧	{voce.quota} ⟦0.00%⟧	{giorno}
