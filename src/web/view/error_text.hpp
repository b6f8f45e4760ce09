#pragma once
#include <string>

#include "base/result.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// A refusal or failure as a page tells it.
struct Problem {
  int status = 500;  ///< of the answer; other numbers than ours are treated as their class
  Error error;       ///< only `reason`, `values` and `retry_after_s` are shown, never `safe`
};

/// What an error's page says, in three steps.
struct ErrorText {
  std::string heading;
  std::string sentence;    ///< what happened
  std::string what_to_do;  ///< and what helps
};

/// The sentences of the error's reason, and where it has none those of its status. Texts of the
/// locale: `error.<reason>`, and if the general ones do not fit, `error_head.<reason>` and
/// `error_do.<reason>`; `error_head.<status>`, `error_text.<status>`, `error_do.<status>`.
ErrorText error_text(const Locale& locale, const Problem& problem);

/// When to try again: "Please try again in 30 seconds.", in minutes from two on.
std::string retry_text(const Locale& locale, int seconds);

}  // namespace aan::web
