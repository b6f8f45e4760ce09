#pragma once
#include <cstdint>
#include <string_view>

#include "domain/catalog/book_format.hpp"

namespace aan::catalog {

/// How a file is read: on the shop's own pages, or why it is downloaded instead.
enum class OnPages : std::uint8_t {
  pages,         ///< read here: text, or the pictures of a comic
  fixed_layout,  ///< an EPUB whose pages are laid out like print: without its layout it is no book
  no_text,       ///< an EPUB out of which the worker made no pages
  pdf,           ///< browsers and phones open it by themselves
  comic,         ///< whose pictures are too many, or cannot all be drawn
  audiobook,     ///< tracks in one zip file
  sound,         ///< one file that every player plays
};

/// By what the shop knows of a file before anybody opened it. `is_fixed_layout`: of this very file.
[[nodiscard]] constexpr OnPages on_pages(std::string_view format, bool is_fixed_layout) {
  if (format == "epub") return is_fixed_layout ? OnPages::fixed_layout : OnPages::pages;
  if (format == "pdf") return OnPages::pdf;
  if (is_comic(format)) return OnPages::pages;
  if (format == "audiobook") return OnPages::audiobook;
  return is_audio(format) ? OnPages::sound : OnPages::no_text;
}

/// "fixed_layout": what the keys `read_how.` of the locales end in.
[[nodiscard]] constexpr std::string_view name_of(OnPages how) {
  switch (how) {
    case OnPages::pages: return "pages";
    case OnPages::fixed_layout: return "fixed_layout";
    case OnPages::pdf: return "pdf";
    case OnPages::comic: return "comic";
    case OnPages::audiobook: return "audiobook";
    case OnPages::sound: return "sound";
    case OnPages::no_text: break;
  }
  return "no_text";
}

}  // namespace aan::catalog
