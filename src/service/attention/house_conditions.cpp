#include <algorithm>

#include "base/text.hpp"
#include "service/attention/conditions.hpp"
#include "service/browsing/about_rates.hpp"
#include "service/desk/wrong_codes.hpp"
#include "service/payment/inbox_message.hpp"
#include "service/payment/note_payout.hpp"
#include "service/payment/offered.hpp"
#include "service/payment/sweep_messages.hpp"

namespace aan::service {
namespace {

using attention::Kind;

// One item for all: what is wrong in one place is rarely wrong alone.
void add_ledger(const LookAt& look, Findings& found) {
  if (look.ledger.empty()) return;
  const ledger::Finding& first = look.ledger.front();
  found.push_back(
      {Kind::ledger_unsound, "ledger", "aan ledger check",
       std::to_string(look.ledger.size()) + ", first: " + first.rule + ", " + first.subject,
       std::nullopt, false});
}

void add_disk(const LookAt& look, Findings& found) {
  if (!look.machine.disk || !is_low(*look.machine.disk)) return;
  const DiskSpace& disk = *look.machine.disk;
  // The room that is left changes with every order: it is not part of what is wrong.
  found.push_back({is_full(disk) ? Kind::disk_full : Kind::disk_low, "disk", disk.path,
                   "the disk of " + disk.path, std::nullopt, true});
}

// Of one that is switched off too it is the same item.
std::string name_of(const ports::ProviderDescription& it) {
  if (!it.method.empty()) return it.method;
  return it.is_card ? "card" : it.provider;
}

// Of the mode that it is in now: what was missed of a test is missed by nobody when it is over.
std::string notes_of(const ports::ProviderDescription& it) {
  return notes_name(it.provider, it.is_sandbox);
}

// Whether something of payments has waited for long.
Result<bool> is_payment_waiting(const LookAt& look) {
  for (const ports::Queue queue : {ports::Queue::outbox, ports::Queue::inbox})
    for (const ports::QueuedJob& job :
         AAN_TRY(look.at.attention().jobs_in_vain(queue, kTriedInVain, kFindingsAKind)))
      if (job.kind.starts_with("payment.")) return true;
  return false;
}

// One that is not offered is missed only by what waits for it.
Result<> add_methods(const LookAt& look, Findings& found) {
  for (const ports::PaymentProvider* one : look.providers.all()) {
    const ports::ProviderHealth health = one->health();
    const ports::ProviderDescription it = one->describe();
    if (health.is_well) continue;
    const std::string method = name_of(it);
    if (is_offered(*one) || AAN_TRY(is_payment_waiting(look)))
      found.push_back({Kind::method_rests, method, method, health.why, std::nullopt, true});
  }
  return {};
}

// While an account is shut for everything, that is the fault.
Result<> add_payouts(const LookAt& look, Findings& found) {
  for (const ports::PaymentProvider* one : look.providers.all()) {
    const ports::ProviderDescription it = one->describe();
    const ports::ProviderHealth health = one->health();
    if (health.is_well && !health.payouts_why.empty())
      found.push_back({Kind::payouts_stopped, name_of(it), name_of(it), health.payouts_why,
                       std::nullopt, true});
    if (const auto failed = AAN_TRY(find_failed_payout(look.at.records(), notes_of(it))))
      found.push_back({Kind::payout_failed, it.provider, name_of(it),
                       failed->ref + (failed->why.empty() ? "" : ", " + failed->why) + ", at " +
                           rfc3339(failed->at),
                       std::nullopt, false});
  }
  return {};
}

// Messages were missed, and none has arrived since: whoever sends them does not get through. Or
// nobody knows, since the shop may not fetch them.
Result<> add_missed(const LookAt& look, Findings& found) {
  for (const ports::PaymentProvider* one : look.providers.all()) {
    const ports::ProviderDescription it = one->describe();
    const auto missed = AAN_TRY(noted_at(look.at.records(), notes_of(it), kMissedAt));
    const auto heard = AAN_TRY(noted_at(look.at.records(), notes_of(it), kHeardAt));
    const bool is_unread =
        AAN_TRY(noted_at(look.at.records(), notes_of(it), kUnreadSince)).has_value();
    const bool is_missed =
        missed && (!heard || *heard < *missed) && look.now - *missed < kMessagesKeptFor;
    if (!is_unread && !is_missed) continue;
    std::string detail = heard ? "none since " + rfc3339(*heard) : "none so far";
    if (is_unread) detail = "the key may not read events";
    found.push_back({Kind::messages_missed, it.provider, name_of(it), detail, std::nullopt, false});
  }
  return {};
}

// What was given up by `aan keys accept-loss`; a key that is put back is no fault any more.
Result<> add_keys(const LookAt& look, Findings& found) {
  const auto noted = AAN_TRY(look.at.records().find("shop", "keys_lost"));
  if (!noted) return {};
  std::string lost;
  for (const std::string_view id : split(*noted, ' '))
    if (std::ranges::find(look.machine.keys, id) == look.machine.keys.end())
      lost += (lost.empty() ? "" : ", ") + std::string(id);
  if (!lost.empty())
    found.push_back({Kind::keys_lost, "keys", "DIR/keys", lost, std::nullopt, false});
  return {};
}

// One item for all: whoever looks one rate up looks them all up.
Result<> add_rates(const LookAt& look, Findings& found) {
  std::vector<catalog::AboutRate> old = AAN_TRY(kept_about_rates(look.at.records()));
  std::erase_if(old,
                [&](const catalog::AboutRate& one) { return !catalog::is_old(one, look.now); });
  if (!old.empty())
    found.push_back(
        {Kind::rates_old, "rates", "SHOW_ABOUT", catalog::text_of(old), std::nullopt, false});
  return {};
}

void add_backup(const LookAt& look, Findings& found) {
  const auto& newest = look.machine.backup_at;
  if (newest && look.now - *newest > kBackupEvery)
    found.push_back({Kind::backup_old, "backup", "aan backup", "made at " + rfc3339(*newest),
                     std::nullopt, true});
}

// What was given up since an endpoint is dead is told of as that. The newest says which they are:
// with every one that passes by its age their number changes, and that is no news.
Result<> add_given_up(const LookAt& look, const webhook::Endpoint& endpoint, Findings& found) {
  auto dead = AAN_TRY(look.at.webhooks().deliveries({.endpoint = endpoint.id,
                                                     .state = webhook::DeliveryState::dead,
                                                     .limit = kFindingsAKind}))
                  .deliveries;
  if (webhook::is_dead(endpoint, look.now))
    std::erase_if(dead, [&](const webhook::Delivery& one) {
      return one.ended_at >= endpoint.health.failing_since;
    });
  if (dead.empty()) return {};
  const webhook::Delivery& newest =
      *std::ranges::max_element(dead, {}, &webhook::Delivery::ended_at);
  found.push_back({Kind::webhook_given_up, endpoint.id.value, endpoint.name,
                   std::string(name_of(newest.event.kind)) + ", " + newest.last_error +
                       ", the newest at " + rfc3339(*newest.ended_at),
                   std::nullopt, false});
  return {};
}

// What exactly goes wrong may change with every try: since when it does is what is wrong.
Result<> add_webhooks(const LookAt& look, Findings& found) {
  for (const webhook::Endpoint& one : AAN_TRY(look.at.webhooks().endpoints())) {
    if (one.ended_at) continue;
    if (webhook::is_dead(one, look.now))
      found.push_back({Kind::webhook_dead, one.id.value, one.name,
                       "none since " + rfc3339(*one.health.failing_since), std::nullopt, false});
    AAN_TRY(add_given_up(look, one, found));
  }
  return {};
}

// How many there were changes with every guess: since when is what is wrong.
Result<> add_wrong_codes(const LookAt& look, Findings& found) {
  for (const desk::Person& one : AAN_TRY(look.at.people().list(kFindingsAKind))) {
    const auto wrong = AAN_TRY(wrong_codes_of(look.at.records(), one.id, look.now));
    if (wrong && wrong->count >= kWrongCodesToSay && !one.is_disabled)
      found.push_back({Kind::codes_guessed, one.id.value, one.name,
                       one.name + ", since " + rfc3339(wrong->since), std::nullopt, false});
  }
  return {};
}

}  // namespace

Result<> find_house(const LookAt& look, Findings& found) {
  for (const ports::FileInTrouble& one : AAN_TRY(look.at.attention().files_damaged(kFindingsAKind)))
    found.push_back(
        {Kind::file_damaged, one.id.value, one.slug, one.file_name, std::nullopt, false});
  for (const ports::UnstampedFile& one : AAN_TRY(look.at.stamps().left_out(kFindingsAKind)))
    found.push_back({Kind::copy_unstamped, one.file.value, one.slug, one.why, std::nullopt, false});
  add_ledger(look, found);
  AAN_TRY(add_methods(look, found));
  AAN_TRY(add_payouts(look, found));
  AAN_TRY(add_webhooks(look, found));
  AAN_TRY(add_wrong_codes(look, found));
  AAN_TRY(add_missed(look, found));
  add_disk(look, found);
  add_backup(look, found);
  AAN_TRY(add_rates(look, found));
  return add_keys(look, found);
}

}  // namespace aan::service
