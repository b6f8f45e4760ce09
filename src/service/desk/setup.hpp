#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/room.hpp"

namespace aan::service {

/// The questions that a new shop is asked once, in their order; `done`: all are answered, whether
/// or not it can sell by then; `closed`: the whole is put away.
enum class SetupStage : std::uint8_t { who, money, payment, letters, book, done, closed };
inline constexpr std::array kSetupQuestions = {
    SetupStage::who, SetupStage::money, SetupStage::payment, SetupStage::letters, SetupStage::book};
std::string_view name_of(SetupStage stage);
std::optional<SetupStage> parse_setup_stage(std::string_view name);

/// Begins them for a shop that nobody has a place in yet; in the unit that opens the first place.
/// A demonstration, and a shop that was set up or asked before, is not asked.
Result<> begin_setup(ports::UnitOfWork& unit);

/// The question that comes next; `closed` for a shop that is not asked (any more).
Result<SetupStage> setup_stage(const Room& room);

/// Notes that a question was answered. Answering an earlier one again leaves the stage alone.
/// Returns the stage then.
Result<SetupStage> note_answered(const Room& room, SetupStage question);

/// What a shop has for sale when its questions are answered. Of one snapshot.
struct FirstBooks {
  std::int64_t books = 0;      ///< hidden ones too
  std::int64_t for_sale = 0;   ///< can be bought now, once there is a way to pay
  bool has_price = false;      ///< one of the newest hundred of those is not free
  std::int64_t unpriced = 0;   ///< listed, and without a price
  std::string unpriced_title;  ///< of the newest of them
  std::string unpriced_slug;
  std::int64_t no_file = 0;  ///< listed, and without a file
};
Result<FirstBooks> first_books(const Room& room);
/// Whether there is any book, hidden ones too.
Result<bool> has_books(const Room& room);

/// Whether a book or bundle has a price in the shop's own currency, which cannot be another then.
Result<bool> is_currency_fixed(const Room& room);

/// Puts the questions away, for ever. It stands in the audit log under `by`. Errors: conflict
/// "setup_unanswered" before the last one was answered. A second time does nothing.
Result<> close_setup(const Room& room, std::string_view by);

}  // namespace aan::service
