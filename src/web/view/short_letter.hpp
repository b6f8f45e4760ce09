#pragma once
#include <string>
#include <vector>

#include "ports/letter_writer.hpp"
#include "web/view/frame.hpp"
#include "web/view/letter_text.hpp"

namespace aan::web {

/// A letter of a few sentences with one link. All words are in the language of `Frame`.
struct ShortLetter {
  std::string subject;
  std::string heading;
  std::vector<std::string> paragraphs;  ///< before the link
  std::string quote;                    ///< words of somebody else; empty: none
  std::string link;
  std::string link_label;
  std::vector<std::string> hints;  ///< after it
};
/// Of `frame` it needs language and name of the shop.
LetterText short_letter(const ShortLetter& letter, const Frame& frame);

/// A gift waits to be claimed.
LetterText gift_letter(const ports::GiftLetter& about, const Frame& frame);

/// What was bought before its day is there.
LetterText release_letter(const std::string& title, const std::string& reference,
                          const std::string& order_url, const Frame& frame);

}  // namespace aan::web
