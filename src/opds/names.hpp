#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/catalog/book_view.hpp"
#include "web/view/locale.hpp"

namespace aan::opds {

/// "urn:uuid:...", the same wherever the shop is: made of `name` (RFC 9562 section 5.8, by
/// SHA-256). Reading apps tell books and feeds apart by these.
std::string uuid_urn(std::string_view name);
std::string book_urn(const catalog::WorkId& id);

/// Names of those who had this part in a work.
std::vector<std::string> names_of(const catalog::Work& work, catalog::ContributorRole role);

/// "By Ines Calder and Ola Ek. $19.00": what reading apps without a place for it would not say.
std::string byline(const web::Locale& locale, const catalog::BookDetail& book);

/// A BCP 47 tag that may be written; nothing for a language that is not known.
std::optional<std::string> language_of(const catalog::Edition& edition);

/// "1884" -> "1884-01-01"; nothing for what is no date.
std::optional<std::string> first_day_of(std::string_view published);

/// The first `bytes_max` bytes of a text, cut between words, with an ellipsis where it was cut.
std::string excerpt(std::string_view text, std::size_t bytes_max);

/// The prices by which a book is sold, the shop's own first.
std::vector<Money> prices_of(const catalog::Offer& offer);

}  // namespace aan::opds
