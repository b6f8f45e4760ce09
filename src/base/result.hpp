#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace aan {

/// What went wrong, in the few kinds that a caller can act on.
/// Derived from it: HTTP status in `net/status`, exit code in `cli/exit_code`, nowhere else.
enum class Errc : std::uint8_t {
  invalid,             ///< the input cannot be accepted as it is (400, 422)
  unauthenticated,     ///< who are you (401)
  forbidden,           ///< known, but not allowed (403)
  not_found,           ///< no such thing, or not yours (404)
  conflict,            ///< the state does not allow it now (409)
  gone,                ///< was here, is no more (410)
  too_large,           ///< over a named limit (413)
  limited,             ///< too often, or used up (429)
  unavailable,         ///< cannot be done now, try again (503)
  timeout,             ///< a deadline passed (504)
  upstream_rejected,   ///< a peer or provider said no (502)
  upstream_malformed,  ///< a peer or provider said nonsense (502)
  corrupt,             ///< stored bytes are not what was written (500)
  internal,            ///< a bug of ours (500)
};

/// Stable lower-case name, used in logs, problem documents and JSON.
std::string_view name_of(Errc code);

/// What a sentence about an error names: a title, a number, a limit. Words that depend on a
/// language, such as a formatted amount, do not belong here.
struct ErrorValue {
  std::string name;  ///< the placeholder in the sentence: "title", "limit"
  std::variant<std::string, std::int64_t> value;
};
using ErrorValues = std::vector<ErrorValue>;

/// An error knows its kind, the step that failed, a text for the operator (never shown to a
/// customer) and a text for the customer. Pages say `reason` with `values` in their own language;
/// `safe` is for the API, the commands and logs.
struct [[nodiscard]] Error {
  Errc code = Errc::internal;
  std::string step;    ///< what was being done: "store.open", "checkout.quote"
  std::string detail;  ///< for the operator; may hold paths and SQL; goes to the log only
  std::string safe;    ///< for callers without a locale; empty: the general sentence of `code`
  std::optional<int> retry_after_s;
  std::string reason;    ///< machine word inside a kind: "expired", "exhausted", "unpaid"
  ErrorValues values{};  ///< what the sentence of `reason` names

  /// "step: detail" for a log line.
  [[nodiscard]] std::string to_string() const;
};

template <class T = void>
using Result = std::expected<T, Error>;

/// Error whose texts for operator and customer differ.
[[nodiscard]] inline std::unexpected<Error> fail(Errc code, std::string_view step,
                                                 std::string detail, std::string safe = {},
                                                 std::string reason = {}, ErrorValues values = {}) {
  return std::unexpected(Error{code, std::string(step), std::move(detail), std::move(safe),
                               std::nullopt, std::move(reason), std::move(values)});
}

/// Error about somebody's input: the same sentence for operator and customer.
[[nodiscard]] inline std::unexpected<Error> refuse(Errc code, std::string_view step,
                                                   const std::string& sentence,
                                                   std::string reason = {},
                                                   ErrorValues values = {}) {
  return fail(code, step, sentence, sentence, std::move(reason), std::move(values));
}

}  // namespace aan

#define AAN_TRY_NAMED(name, expr)                                           \
  __extension__({                                                           \
    auto&& name = (expr);                                                   \
    if (!name.has_value()) return std::unexpected(std::move(name).error()); \
    std::forward<decltype(name)>(name).value();                             \
  })
#define AAN_TRY_NUMBERED(number, expr) AAN_TRY_NAMED(aan_try_##number, expr)
#define AAN_TRY_COUNTED(number, expr) AAN_TRY_NUMBERED(number, expr)
// Evaluates to the value of a Result, or returns its error from the enclosing function.
// Works for Result<void>, several times in one expression, and nested.
#define AAN_TRY(expr) AAN_TRY_COUNTED(__COUNTER__, expr)
