#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/attention/item.hpp"
#include "domain/catalog/stamp.hpp"
#include "domain/payment/refund.hpp"
#include "domain/sales/order.hpp"
#include "ports/mailer.hpp"

namespace aan::ports {

/// What a receipt that is mailed tells.
struct ReceiptLetter {
  sales::Order order;
  std::vector<sales::OrderEvent> events;
  Money received;                        ///< by all attempts, final or not
  std::vector<payment::Refund> refunds;  ///< as they stand
  Money refund_due;                      ///< owed back, and on no way yet
  std::string receipt_name;              ///< opened; may be empty
  std::string order_url;                 ///< whole address, secret
  std::string shop_name;
  std::string seller;
  std::string contact;
  std::string terms_url;                                ///< of the version that was agreed to
  std::map<sales::OrderLineId, Timestamp> waits_until;  ///< days of lines that are not there yet
};

/// What the letter about a book tells that was bought before its day, on that day.
struct ReleaseLetter {
  std::string locale;
  std::string title;
  std::string reference;
  std::string order_url;  ///< whole address, secret
  std::string shop_name;
};

/// What the letter to whoever gets a gift tells.
struct GiftLetter {
  std::string locale;
  std::string name;     ///< of whoever gets it
  std::string giver;    ///< as the receipt names the buyer; may be empty
  std::string message;  ///< may be empty
  std::vector<std::string> titles;
  std::string link;  ///< whole address, secret, claims it once
  std::string shop_name;
  bool is_again = false;  ///< a link that was sent before leads nowhere now
};

/// What whoever runs the shop is told of what needs a person.
struct AttentionLetter {
  std::vector<attention::Item> items;  ///< open, the most urgent first
  std::string desk_url;                ///< whole address of the page that shows them
  std::string shop_name;
};

/// What a letter that opens a library tells.
struct LibraryLetter {
  std::string locale;
  std::string link;          ///< whole address, secret, good once
  std::int64_t minutes = 0;  ///< for so long
  std::string shop_name;
};

/// What changed in a file.
struct FileChange {
  std::string format;  ///< of the file
  std::string note;    ///< lines end with "\n"
};

/// What a letter about new versions tells.
struct VersionLetter {
  std::string locale;
  std::string title;                ///< of the book
  std::vector<FileChange> changes;  ///< of the files that the reader has, at least one
  std::string order_url;            ///< whole address, secret
  std::string unsubscribe_url;      ///< whole address, secret
  std::string shop_name;
};

/// What letters about another e-mail address of an order tell, or about another link of it.
struct AddressLetter {
  std::string locale;
  std::string reference;  ///< of the order
  std::string shop_name;
  std::string contact;
  /// Whole address: to the new one a secret that makes it count, to the old one the help or, where
  /// it can be taken back, a secret that does so; of another link the order's page, secret.
  std::string link;
  std::int64_t days_to_take_back = 0;  ///< to the old one; 0: it cannot
  bool is_gift_unclaimed = false;      ///< of another link: that of the gift is another one too
};

/// What goes with a book that is mailed to a reading device.
struct ReaderLetter {
  std::string locale;
  std::string title;
  std::string reference;  ///< of the order
  std::string shop_name;
};

/// What the closing page of a stamped copy says.
struct StampPage {
  std::string locale;
  std::string reference;  ///< of the order
  std::string shop_name;
  std::string shop_url;  ///< may be empty
};

/// Words of letters and of what else leaves the shop, in the language of whoever gets them.
/// Thread-safe.
class LetterWriter {
 public:
  virtual ~LetterWriter() = default;
  [[nodiscard]] virtual Letter receipt(const ReceiptLetter& about) const = 0;
  [[nodiscard]] virtual Letter release(const ReleaseLetter& about) const = 0;
  [[nodiscard]] virtual Letter gift(const GiftLetter& about) const = 0;
  [[nodiscard]] virtual Letter attention(const AttentionLetter& about) const = 0;
  [[nodiscard]] virtual Letter library(const LibraryLetter& about) const = 0;
  [[nodiscard]] virtual Letter version(const VersionLetter& about) const = 0;
  [[nodiscard]] virtual Letter new_address(const AddressLetter& about) const = 0;
  [[nodiscard]] virtual Letter old_address(const AddressLetter& about) const = 0;
  /// To an address that ended with an order's link. No link in it.
  [[nodiscard]] virtual Letter address_off(const AddressLetter& about) const = 0;
  [[nodiscard]] virtual Letter new_link(const AddressLetter& about) const = 0;
  [[nodiscard]] virtual Letter reader(const ReaderLetter& about) const = 0;
  [[nodiscard]] virtual catalog::StampWords stamp_page(const StampPage& about) const = 0;
};

}  // namespace aan::ports
