#include "worker/press/words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::worker::press {
namespace {

constexpr std::array<Words, 5> kWords = {{
    {"en", "Cover", "Title page", "Contents", "Guide", "Start of the text", "Translated by",
     "Cover of",
     "A text with headings, a table of contents and a stated reading order. The only picture is "
     "the cover, which has a text alternative. Size, font and colours can be chosen by the "
     "reader.",
     "sample", "A sample: the beginning of the book.", "Here the sample ends",
     "The whole book is here:"},
    {"de", "Umschlag", "Titelseite", "Inhalt", "Wegweiser", "Beginn des Textes", "Übersetzt von",
     "Umschlag von",
     "Ein Text mit Überschriften, Inhaltsverzeichnis und festgelegter Lesereihenfolge. Das einzige "
     "Bild ist der Umschlag; er hat einen Alternativtext. Größe, Schrift und Farben sind frei "
     "wählbar.",
     "Leseprobe", "Eine Leseprobe: der Anfang des Buches.", "Hier endet die Leseprobe",
     "Das ganze Buch gibt es hier:"},
    {"es", "Cubierta", "Portada", "Índice", "Guía", "Comienzo del texto", "Traducción de",
     "Cubierta de",
     "Un texto con encabezados, índice y orden de lectura establecido. La única imagen es la "
     "cubierta, que tiene texto alternativo. El tamaño, la letra y los colores pueden elegirse.",
     "muestra", "Una muestra: el comienzo del libro.", "Aquí termina la muestra",
     "El libro completo está aquí:"},
    {"fr", "Couverture", "Page de titre", "Table des matières", "Repères", "Début du texte",
     "Traduit par", "Couverture de",
     "Un texte avec des titres, une table des matières et un ordre de lecture établi. La seule "
     "image est la couverture, qui a un texte de remplacement. La taille, la police et les "
     "couleurs peuvent être choisies.",
     "extrait", "Un extrait : le début du livre.", "Ici s’arrête l’extrait",
     "Le livre entier est ici :"},
    {"ar", "الغلاف", "صفحة العنوان", "المحتويات", "دليل", "بداية النص", "ترجمة", "غلاف",
     "نص ذو عناوين وفهرس محتويات وترتيب محدد للقراءة. الصورة الوحيدة هي الغلاف، وله نص بديل. يمكن "
     "للقارئ أن يختار حجم الخط ونوعه والألوان.",
     "عيّنة", "عيّنة: بداية الكتاب.", "هنا تنتهي العيّنة", "الكتاب كاملًا هنا:"},
}};

constexpr std::array<std::string_view, 7> kRightToLeft = {"ar", "dv", "fa", "he", "ps", "ur", "yi"};

std::string primary(std::string_view language) {
  return lower_ascii(language.substr(0, language.find('-')));
}

}  // namespace

const Words& words_for(std::string_view language) {
  const auto* found = std::ranges::find(kWords, primary(language), &Words::language);
  return found == kWords.end() ? kWords.front() : *found;
}

std::string_view direction_of(std::string_view language) {
  return std::ranges::find(kRightToLeft, primary(language)) == kRightToLeft.end() ? "ltr" : "rtl";
}

}  // namespace aan::worker::press
