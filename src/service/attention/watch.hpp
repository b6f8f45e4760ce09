#pragma once
#include <mutex>
#include <optional>
#include <vector>

#include "domain/ledger/journal.hpp"
#include "service/attention/machine.hpp"
#include "service/payment/providers.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Looks at everything that can be wrong. Thread-safe, also with other processes of the same shop.
class Watch {
 public:
  /// `writes_letters`: what is raised is told by mail too (`queue_mail`, kAttentionMail).
  Watch(const Room& room, const Providers& providers, bool writes_letters = false)
      : room_(room), providers_(providers), writes_letters_(writes_letters) {}

  /// Raises what is new and clears what is mended; a second time changes nothing. The journal of
  /// money is reckoned again at the first look and then every hour. What it raises
  /// and clears is logged. Errors: those of the store; conflict "attention_round" when others
  /// looked and changed something each time between.
  Result<> look(const Machine& machine);

 private:
  Result<> look_once(const Machine& machine);
  Result<std::vector<ledger::Finding>> check_ledger(const ports::Snapshot& at, Timestamp now);
  const Room& room_;
  const Providers& providers_;
  const bool writes_letters_;
  std::mutex ledger_guard_;  // guards what follows
  std::optional<Timestamp> ledger_checked_at_;
  std::vector<ledger::Finding> ledger_findings_;
};

}  // namespace aan::service
