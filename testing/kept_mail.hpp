#pragma once
#include <mutex>
#include <optional>
#include <vector>

#include "ports/letter_writer.hpp"
#include "ports/mailer.hpp"

namespace aan::testing {

/// A mail server that keeps what it takes, or refuses as it is told.
class KeptMail final : public ports::Mailer {
 public:
  Result<> send(const ports::MailMessage& message) override {
    const std::scoped_lock lock(mutex_);
    ++tries;
    ids_tried.push_back(message.id);
    if (refusal) return std::unexpected(*refusal);
    sent.push_back(message);
    return {};
  }
  std::vector<ports::MailMessage> sent;
  std::optional<Error> refusal;
  std::vector<std::string> ids_tried;
  int tries = 0;

 private:
  std::mutex mutex_;
};

/// Letters of few words.
class PlainLetters final : public ports::LetterWriter {
 public:
  [[nodiscard]] ports::Letter receipt(const ports::ReceiptLetter& about) const override {
    return {"receipt " + about.order.reference, about.order_url, about.order_url};
  }
  [[nodiscard]] ports::Letter release(const ports::ReleaseLetter& about) const override {
    return {"release " + about.title, about.order_url, about.order_url};
  }
  [[nodiscard]] ports::Letter gift(const ports::GiftLetter& about) const override {
    return {"gift for " + about.name, about.link, about.message};
  }
  [[nodiscard]] ports::Letter attention(const ports::AttentionLetter& about) const override {
    std::string kinds;
    for (const attention::Item& item : about.items)
      kinds += std::string(attention::name_of(item.what.kind)) + " ";
    return {"attention " + std::to_string(about.items.size()), kinds, about.desk_url};
  }
  [[nodiscard]] ports::Letter library(const ports::LibraryLetter& about) const override {
    return {"library", about.link, about.link};
  }
  [[nodiscard]] ports::Letter version(const ports::VersionLetter& about) const override {
    std::string text = about.order_url;
    for (const ports::FileChange& one : about.changes) text += " " + one.format + " " + one.note;
    return {"version " + about.title, text, about.unsubscribe_url};
  }
  [[nodiscard]] ports::Letter new_address(const ports::AddressLetter& about) const override {
    return {"new address", about.link, about.reference};
  }
  [[nodiscard]] ports::Letter new_link(const ports::AddressLetter& about) const override {
    return {"new link", about.link, about.reference};
  }
  [[nodiscard]] ports::Letter old_address(const ports::AddressLetter& about) const override {
    return {"old address", about.reference, about.link};
  }
  [[nodiscard]] ports::Letter address_off(const ports::AddressLetter& about) const override {
    return {"address off", about.reference, about.reference};
  }
  [[nodiscard]] ports::Letter reader(const ports::ReaderLetter& about) const override {
    return {"reader " + about.title, about.reference, about.reference};
  }
  [[nodiscard]] catalog::StampWords stamp_page(const ports::StampPage& about) const override {
    return {"en", "order " + about.reference, {about.shop_name, about.shop_url}};
  }
};

}  // namespace aan::testing
