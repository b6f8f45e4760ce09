#include "service/delivery/reading_record.hpp"

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "service/delivery/reading_copies.hpp"

namespace aan::service {
namespace {

constexpr char kBetween = ' ';

}  // namespace

std::string text_of(const ReadingTries& tries) {
  return std::string(kReadingWay) + kBetween + std::to_string(tries.count) + kBetween +
         std::to_string(tries.last.us);
}

std::optional<ReadingTries> tries_in(const DerivedContent& kept) {
  const auto words = split(kept.made_of, kBetween);
  if (words.size() != 3 || words[0] != kReadingWay) return std::nullopt;
  const auto count = parse_whole_number(words[1]);
  const auto last = parse_whole_number(words[2]);
  if (!count || !last) return std::nullopt;
  return ReadingTries{static_cast<int>(*count), Timestamp{*last}};
}

bool is_left_out(const DerivedContent& kept, Timestamp now) {
  if (const auto tries = tries_in(kept)) {
    const Duration since = now - tries->last;
    return tries->count >= ReadingCopies::kTriesMax ||
           (since >= Duration{} && since < ReadingCopies::kAgainAfter);
  }
  return kept.made_of == kReadingWay && !kept.content;
}

}  // namespace aan::service
