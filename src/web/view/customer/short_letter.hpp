#pragma once
#include <string>
#include <vector>

#include "ports/letter_writer.hpp"
#include "web/view/customer/letter_text.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// A letter of a few sentences with one link. All words are in the language of `Frame`.
struct ShortLetter {
  std::string subject;
  std::string heading;
  std::vector<std::string> paragraphs;  ///< before the link
  std::string quote;                    ///< words of somebody else; empty: none
  std::string link;                     ///< empty: none
  std::string link_label;
  std::vector<std::string> hints;  ///< after it
  std::string stop_link;           ///< where such letters are stopped; empty: nowhere
};
/// Of `frame` it needs language and name of the shop.
LetterText short_letter(const ShortLetter& letter, const Frame& frame);

/// A gift waits to be claimed.
LetterText gift_letter(const ports::GiftLetter& about, const Frame& frame);

/// What was bought before its day is there.
LetterText release_letter(const std::string& title, const std::string& reference,
                          const std::string& order_url, const Frame& frame);

/// What a book that was bought has become.
struct VersionNews {
  std::string title;
  std::string note;  ///< what changed
  std::string order_url;
  std::string stop_url;
};
LetterText version_letter(const VersionNews& news, const Frame& frame);

/// With a book that goes to a reading device: no link in it, since nobody reads it there, and
/// whoever keeps the device's letters needs none of the order's.
LetterText reader_letter(const std::string& title, const std::string& reference,
                         const Frame& frame);

/// To an address that is to be an order's: `link` makes it so.
LetterText new_address_letter(const std::string& reference, const std::string& link,
                              const Frame& frame);
/// To the address that an order had until now.
LetterText old_address_letter(const ports::AddressLetter& about, const Frame& frame);
/// To an address that ended with the link by which it came to an order.
LetterText address_off_letter(const ports::AddressLetter& about, const Frame& frame);

/// With the new secret link of an order, of which the one before opens nothing any more.
LetterText new_link_letter(const ports::AddressLetter& about, const Frame& frame);

}  // namespace aan::web
