#pragma once
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "ports/tax_number_check.hpp"
#include "service/room.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// What is known of the number that a buyer names.
enum class NumberStanding : std::uint8_t {
  none,       ///< none was named, or no tax depends on it
  confirmed,  ///< the service says that it is somebody's: no tax is charged
  unknown,    ///< the service says that it is nobody's
  no_answer,  ///< no service is configured, or it did not answer: tax is charged
};

/// A confirmed number with the proof of it.
struct ConfirmedNumber {
  std::string number;  ///< "FRXX123456789"
  std::string reference;
  std::string said_on;
};

struct NumberOutcome {
  NumberStanding standing = NumberStanding::none;
  std::optional<ConfirmedNumber> proof;  ///< exactly when `confirmed`
};

/// Asks the configured service about numbers, and remembers its word for a while, so that
/// looking at a price and ordering ask once. Thread-safe.
class CheckTaxNumber {
 public:
  /// `service`: null when none is configured.
  CheckTaxNumber(const Clock& clock, ports::TaxNumberCheck* service)
      : clock_(clock),
        service_(service),
        senders_(clock, {10, Duration::seconds(20)}),
        all_(clock, {60, Duration::seconds(1)}) {}

  /// `country`: where the buyer lives. `may_ask`: network is allowed now, else only what is
  /// remembered counts. `sender`: who names it, for the pace alone: the service is asked a few
  /// times for each sender and not by many at once; beyond that there is no answer. Errors: invalid
  /// "tax_number_form" or "tax_number_country" (it is of another country).
  Result<NumberOutcome> look(const std::string& typed, const std::string& country, bool may_ask,
                             const std::string& sender = {});
  [[nodiscard]] bool has_service() const { return service_ != nullptr; }

 private:
  struct Kept {
    NumberOutcome outcome;
    Timestamp until;
  };
  void keep(const std::string& number, const NumberOutcome& outcome, Timestamp now);
  // Whether this sender, and one more, may ask now; counts it as one that does.
  bool take_turn(const std::string& sender);

  const Clock& clock_;
  ports::TaxNumberCheck* const service_;
  GuessPace senders_;
  GuessPace all_;
  std::atomic<int> asking_ = 0;
  std::mutex kept_mutex_;
  std::map<std::string, Kept> kept_;  // guarded by kept_mutex_
};

}  // namespace aan::service
