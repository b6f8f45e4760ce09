#include "opds/names.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/language.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::opds {
namespace {

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string uuid_urn(std::string_view name) {
  std::string bytes = crypto::sha256(name).substr(0, 16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x80U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  std::string text = hex(bytes);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, "-");
  return "urn:uuid:" + text;
}

std::string book_urn(const catalog::WorkId& id) { return uuid_urn("aan:work:" + id.value); }

std::vector<std::string> names_of(const catalog::Work& work, catalog::ContributorRole role) {
  std::vector<std::string> names;
  for (const catalog::Contributor& one : work.contributors)
    if (one.role == role) names.push_back(one.name);
  return names;
}

std::string byline(const web::Locale& locale, const catalog::BookDetail& book) {
  const auto authors = names_of(book.work, catalog::ContributorRole::author);
  std::string line;
  if (!authors.empty())
    line = locale.text("opds_by", {{"names", web::shown_names(locale, authors)}});
  const std::vector<Money> prices = prices_of(book.offer);
  if (prices.empty()) return line;
  std::vector<std::string> texts;
  for (const Money& one : prices) texts.push_back(web::price_text(locale, one));
  return (line.empty() ? "" : line + " ") + locale.list(texts) + ".";
}

std::optional<std::string> language_of(const catalog::Edition& edition) {
  if (edition.language == "und" || !catalog::is_language_tag(edition.language)) return std::nullopt;
  return edition.language;
}

std::optional<std::string> first_day_of(std::string_view published) {
  const bool is_year = published.size() == 4 && is_digits(published);
  const bool is_month = published.size() == 7 && is_digits(published.substr(0, 4)) &&
                        published[4] == '-' && is_digits(published.substr(5));
  const bool is_day = published.size() == 10 && is_digits(published.substr(0, 4)) &&
                      published[4] == '-' && published[7] == '-' &&
                      is_digits(published.substr(5, 2)) && is_digits(published.substr(8));
  if (is_year) return std::string(published) + "-01-01";
  if (is_month) return std::string(published) + "-01";
  if (is_day) return std::string(published);
  return std::nullopt;
}

std::string excerpt(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  std::string_view cut = utf8_prefix(text, bytes_max);
  const std::size_t blank = cut.find_last_of(" \n");
  if (blank != cut.npos && blank > bytes_max / 2) cut = cut.substr(0, blank);
  return web::shortened(std::string(cut) + "\xE2\x80\xA6", bytes_max);
}

std::vector<Money> prices_of(const catalog::Offer& offer) {
  std::vector<Money> prices;
  if (offer.price) prices.push_back(*offer.price);
  for (const catalog::PriceTerms& other : offer.others)
    if (other.price) prices.push_back(*other.price);
  return prices;
}

}  // namespace aan::opds
