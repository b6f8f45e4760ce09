#pragma once
#include <optional>

#include "domain/customer/address_change.hpp"
#include "domain/customer/library.hpp"
#include "domain/customer/reader_letter.hpp"
#include "ports/letter_writer.hpp"
#include "ports/mailer.hpp"
#include "service/delivery/stamps.hpp"
#include "service/letters/recipient_pace.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// A letter is tried so often, for about a day, before it is buried for a person to look at.
inline constexpr std::int64_t kMailTriesMax = 60;
/// One that the server refuses for good is not tried so often.
inline constexpr std::int64_t kRefusedMailTriesMax = 3;
/// Whether a letter that could not be sent at this try is given up.
bool is_mail_hopeless(const ports::QueuedJob& job, const Error& why);

/// A letter that is given up leaves nothing of its addressee behind. In the caller's unit.
Result<> forget_buried_letter(ports::UnitOfWork& unit, const ports::QueuedJob& job, Timestamp now);

/// Carries queued letters out: looks up what they are about and whom they go to, has them written,
/// and hands them to the mailer. Nothing personal waits in the queue. Thread-safe.
class SendMail {
 public:
  /// `mailer`: null when the shop sends no mail; then letters wait. `keeper`: the address of
  /// whoever runs the shop, for letters about what needs a person; empty: they go nowhere.
  /// `stamps`: null: books go out as they are. All outlive this.
  SendMail(const Room& room, const Shop& shop, const ports::LetterWriter& writer,
           ports::Mailer* mailer, std::string keeper = {}, Stamps* stamps = nullptr)
      : room_(room),
        shop_(shop),
        writer_(writer),
        mailer_(mailer),
        keeper_(std::move(keeper)),
        stamps_(stamps),
        recipients_(room.clock) {}
  [[nodiscard]] bool is_on() const { return mailer_ != nullptr; }

  /// One job of the queue `mail`. Whose address was forgotten meanwhile gets no letter, and that is
  /// no error. Errors: those of the mailer, invalid for an unknown kind, those of the store.
  Result<> carry_out(const ports::QueuedJob& job);

 private:
  struct Addressed;
  // Whether one more letter about this order may go to the address; counts those of free orders.
  bool may_write(const sales::Order& order, const std::string& address) const;
  static std::optional<Addressed> held(const sales::OrderId& order, const std::string& letter);
  Result<> keep_held(const sales::OrderId& id, const std::string& letter);
  Result<std::optional<Addressed>> compose(const ports::QueuedJob& job) const;
  Result<std::optional<Addressed>> receipt(const sales::OrderId& id) const;
  Result<std::optional<Addressed>> new_link(const sales::OrderId& id) const;
  Result<std::optional<Addressed>> release(const std::string& about) const;
  Result<std::optional<Addressed>> gift(std::string_view payload) const;
  Result<std::optional<Addressed>> attention() const;
  Result<std::optional<Addressed>> library(const customer::LibraryLetterId& id) const;
  Result<std::optional<Addressed>> version(std::string_view payload) const;
  Result<std::optional<Addressed>> new_address(const customer::AddressChangeId& id) const;
  Result<std::optional<Addressed>> old_address(const customer::AddressChangeId& id) const;
  Result<std::optional<Addressed>> address_off(std::string_view payload) const;
  Result<std::optional<Addressed>> reader(const customer::ReaderLetterId& id) const;
  // The file as its order gets it.
  Result<ports::MailAttachment> attachment(const sales::Order& order,
                                           const catalog::EditionFile& file) const;
  const Room& room_;
  const Shop& shop_;
  const ports::LetterWriter& writer_;
  ports::Mailer* mailer_;
  const std::string keeper_;
  Stamps* stamps_;
  mutable RecipientPace recipients_;
};

}  // namespace aan::service
