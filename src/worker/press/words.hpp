#pragma once
#include <string_view>

namespace aan::worker::press {

/// The few words that the press itself puts into a book, in the book's language.
struct Words {
  std::string_view language;
  std::string_view cover;
  std::string_view title_page;
  std::string_view contents;
  std::string_view landmarks;
  std::string_view begin;  ///< landmark of the first chapter
  std::string_view translated_by;
  std::string_view cover_of;       ///< alternative text, before the title
  std::string_view accessibility;  ///< summary for the metadata
  std::string_view sample;         ///< in brackets behind a title
  std::string_view sample_note;    ///< that a file is a sample
  std::string_view sample_end;     ///< heading where a sample ends
  std::string_view sample_where;   ///< before the address of the whole book
};

/// English where the language is not in the table.
const Words& words_for(std::string_view language);

/// "rtl" or "ltr".
std::string_view direction_of(std::string_view language);

}  // namespace aan::worker::press
