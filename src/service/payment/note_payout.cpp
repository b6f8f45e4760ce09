#include "service/payment/note_payout.hpp"

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kKey = "payout";
constexpr std::string_view kFailed = "failed";
constexpr std::string_view kPaid = "paid";
constexpr std::size_t kWordBytesMax = 255;

std::string area_of(std::string_view provider) { return "provider/" + std::string(provider); }

// A provider's names have no blanks; of one that has, what comes before it.
std::string word_of(std::string_view text) {
  const std::string line = one_line(utf8_prefix(text, kWordBytesMax));
  return line.substr(0, line.find(' '));
}

// "failed 1800000000000000 po_1 account_closed"
std::string encode(const ports::PayoutWord& word) {
  return std::string(word.has_failed ? kFailed : kPaid) + " " + std::to_string(word.at.us) + " " +
         word_of(word.ref) + " " + word_of(word.why);
}

Result<std::optional<ports::PayoutWord>> find_word(const ports::RecordStore& records,
                                                   std::string_view provider) {
  const auto text = AAN_TRY(records.find(area_of(provider), kKey));
  if (!text) return std::nullopt;
  const auto parts = split(*text, ' ');
  const auto at = parts.size() == 4 ? parse_whole_number(parts[1]) : std::nullopt;
  if (!at) return fail(Errc::corrupt, "payout", "no word about a payout: " + *text);
  return ports::PayoutWord{parts[0] == kFailed, std::string(parts[2]), std::string(parts[3]),
                           Timestamp{*at}};
}

}  // namespace

Result<> note_payout(ports::UnitOfWork& unit, std::string_view provider,
                     const ports::PayoutWord& word) {
  const auto known = AAN_TRY(find_word(unit.records(), provider));
  const bool is_later = !known || known->at < word.at || (known->at == word.at && word.has_failed);
  if (!is_later) return {};
  return unit.records().put(area_of(provider), kKey, encode(word));
}

Result<std::optional<ports::PayoutWord>> find_failed_payout(const ports::RecordStore& records,
                                                            std::string_view provider) {
  auto word = AAN_TRY(find_word(records, provider));
  if (!word || !word->has_failed) return std::nullopt;
  return word;
}

}  // namespace aan::service
