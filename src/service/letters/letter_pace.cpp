#include "service/letters/letter_pace.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kEverybody = "everybody";

}  // namespace

Result<> LetterPace::take(bool is_free, std::string_view step) {
  GuessPace& pace = is_free ? free_ : paid_;
  if (const auto wait = pace.wait_of(kEverybody)) return letters_too_fast(step, *wait);
  pace.count_miss(kEverybody);
  return {};
}

std::unexpected<Error> letters_too_fast(std::string_view step, Duration wait) {
  auto fast =
      refuse(Errc::limited, step, "Letters were asked for very often. Please wait a little.",
             "letters_too_fast");
  fast.error().retry_after_s = static_cast<int>(wait.s() + 1);
  return fast;
}

}  // namespace aan::service
