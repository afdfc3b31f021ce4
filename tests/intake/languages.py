"""Texts in several languages, long enough to be told apart."""

ENGLISH = (
    "The convoy left the harbour town before sunrise and reached the crossing at noon, where drivers waited for hours. "
    "Officials said that the road to the north would stay shut for two more days, and that nobody had been hurt when "
    "the bridge was hit. Residents disagreed with that account and spoke of nine wounded."
)
FRENCH = (
    "Le convoi a quitté la ville avant le lever du soleil et il est arrivé au poste de contrôle à midi, où les "
    "chauffeurs ont attendu pendant des heures. Les autorités ont déclaré que la route du nord resterait fermée deux "
    "jours encore et que personne n'avait été blessé quand le pont a été touché."
)
UKRAINIAN = (
    "Учора ввечері у місті пройшов сильний дощ, і міст через річку був зачинений для руху до ранку. Мешканці "
    "повідомили, що вода піднялася на два метри, а влада обіцяла відновити дорогу до кінця тижня. Ніхто не "
    "постраждав, сказав міський голова на зустрічі з журналістами."
)
