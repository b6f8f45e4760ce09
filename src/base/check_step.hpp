#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace aan {

enum class Verdict : std::uint8_t {
  ok,
  advice,   ///< works, and could be better
  wrong,    ///< somebody has to do something
  unknown,  ///< could not be looked at
};
[[nodiscard]] std::string_view name_of(Verdict verdict);
/// `unknown` for a word that is none of them.
[[nodiscard]] Verdict verdict_of(std::string_view name);

/// One thing that was looked at, in words for the operator. No secret is ever in it.
struct CheckStep {
  std::string name;  ///< a word for programs, such as "data_directory"
  Verdict verdict = Verdict::ok;
  std::string found;
  std::string todo;  ///< what to do about it; empty when it is ok, and where nobody knows
};

}  // namespace aan
