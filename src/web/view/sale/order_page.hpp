#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/timestamp.hpp"
#include "domain/catalog/on_pages.hpp"
#include "domain/payment/pay_stop.hpp"
#include "domain/payment/refund.hpp"
#include "domain/sales/gift.hpp"
#include "domain/sales/licence.hpp"
#include "domain/sales/order.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/frame.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {

/// Forms of an order's page, all POST below its own path /orders/{token}:
///   /downloads   grant, idempotency_key, version (none: the newest) -> 303 /download/{token}
///   /renewals    grant, idempotency_key
///   /payments    method, idempotency_key    -> 303 to the prompt
///   /cancel      idempotency_key
///   /reader      grant, email, idempotency_key   the file to a reading device, by mail
///   /mail        idempotency_key             the receipt once more, to the order's address
///   /address     email, idempotency_key      a letter to another address, which it has to answer
///   /link        idempotency_key             another address of this page -> 303 to it
/// and one GET: /receipt (a file to keep).
/// A version of a file that may be fetched beside the newest.
struct OrderPageVersion {
  std::int64_t number = 1;
  std::string note;  ///< what changed in it; empty for the first
  Timestamp since;
  std::uint64_t size = 0;
  bool is_damaged = false;
  std::string idempotency_key;  ///< of its button
  std::string file_name;
  std::string sha256_hex;  ///< empty: the copy of it is stamped, and has a digest of its own
};

/// The form that sends a file to a reading device.
struct OrderPageReader {
  std::string idempotency_key;
  std::string from;             ///< the address that letters are from
  std::uint64_t bytes_max = 0;  ///< largest file that is sent
  bool is_too_large = false;    ///< then there is no form, and why
  /// What became of the last one that was asked for: "asked", "sent" or "failed"; empty: none was.
  std::string last;
  Timestamp last_at;
  std::optional<std::string> typed;  ///< what was refused: the form stays open and keeps it
};

struct OrderPageFile {
  std::string grant_id;
  std::string idempotency_key;  ///< of the button beside it: download or renewal
  std::string format;
  std::string file_name;
  std::uint64_t size = 0;
  std::string sha256_hex;
  std::int64_t uses_left = 0;
  std::int64_t uses_max = sales::kGrantUses;
  std::int64_t renewals_left = 0;
  Timestamp expires_at;
  std::optional<sales::DownloadRefusal> refusal;  ///< nothing: can be fetched now
  bool can_renew = false;
  std::optional<Timestamp> renewable_at;   ///< when it cannot be renewed yet
  std::vector<OrderPageVersion> versions;  ///< all that may be fetched, the newest last
  bool is_stamped = false;                 ///< the copy bears the order's reference
  std::optional<OrderPageReader> reader;   ///< it can be sent to a reading device
  std::string read_path;                   ///< where it is read on pages; empty: nowhere
  std::optional<std::int64_t> read_share;  ///< millionths that were read; nothing: not begun
  catalog::OnPages how = catalog::OnPages::pages;  ///< it is read; else what to do with the file
  std::string forget_path;  ///< form that forgets a place in a book that is read no more, or empty
};

/// The licence key that came with a line.
struct OrderPageLicence {
  std::string key;
  sales::LicenceState state = sales::LicenceState::valid;
  std::int64_t seats = 1;
  std::int64_t active = 0;
};

struct OrderPageLine {
  BookCard card;  ///< as sold; slug empty when the book has no page (any more): no longer sold
  Money price;
  std::vector<OrderPageFile> files;      ///< empty until delivered
  std::optional<Timestamp> waits_until;  ///< the day of a line that is not there yet
  std::optional<Timestamp> released_at;  ///< of a line that waited for its day: when it came
  std::string bundle;                    ///< title of the bundle that it was bought in; empty: none
  std::optional<OrderPageLicence> licence;
};

struct OrderPageAttempt {
  std::string method;
  payment::PaymentStatus status = payment::PaymentStatus::new_;
  payment::PaymentException exception = payment::PaymentException::none;
  Money due;
  Money received;
  std::string prompt_url;  ///< path of ours or https address; empty: not begun yet
  Timestamp created_at;
  Timestamp expires_at;
  bool can_be_paid = false;  ///< now; at most one of an order
  bool is_offered = true;    ///< the shop offers this way still
  bool is_voucher = false;   ///< its buyer has a voucher, which is paid elsewhere
  std::optional<Timestamp> voucher_until = {};  ///< by then, where that is known
};

/// Money that goes back, or was to.
struct OrderPageRefund {
  Money amount;
  payment::RefundState state = payment::RefundState::requested;
  Timestamp at;  ///< of that state
};

/// An invoice, receipt or credit note.
struct OrderPaper {
  std::string title;  ///< "Invoice INV-000042"
  std::string path;
  Money total;
  Timestamp at;
};

/// An order that is for somebody else, as whoever gives it sees it.
struct OrderPageGift {
  sales::GiftState state = sales::GiftState::unpaid;
  std::string name;  ///< of whoever gets it; empty: forgotten
  std::string message;
  Timestamp opens_at;
  std::optional<Timestamp> claimed_at;
  bool has_letter = false;                  ///< a letter leaves, or left, on the day
  std::optional<Timestamp> letter_left_at;  ///< when it left, with the link that stands here
  std::string claim_url;                    ///< whole address to hand over; empty: not now
};

/// What an unpaid order holds of things that there are few of.
struct OrderPageHold {
  std::optional<Timestamp> until;  ///< it holds it until then
  /// It gave it back: "still_there" (paying takes it again), "in_other_orders" or
  /// "code_in_other_orders" until `back_at`, "rests" (it is there, and this order may hold it again
  /// then), "gone" (the last copy) or "code_gone"; empty: it did not.
  std::string given_back;
  std::optional<Timestamp> back_at;
  bool is_of_code_alone = false;  ///< a use of its code, and no copy
  [[nodiscard]] bool has_ended() const { return !given_back.empty(); }
  [[nodiscard]] bool is_gone() const { return has_ended() && given_back != "still_there"; }
};

/// `/orders/{token}`. Private: never cached, never compressed with anything a visitor chooses.
struct OrderPage {
  std::string path;       ///< "/orders/{token}"
  std::string page_url;   ///< the whole address, for the QR code and to be kept
  std::string reference;  ///< "7K2M-93QD"
  sales::OrderState state = sales::OrderState::open;
  Timestamp now;
  Timestamp created_at;
  Timestamp expires_at;
  std::optional<Timestamp> paid_at;
  std::vector<OrderPageLine> lines;
  Money subtotal;
  Money discount;
  std::string coupon;  ///< code that gave the discount
  TaxShown tax;
  Money total;
  Money received;     ///< settled or on its way
  Money missing;      ///< what a new attempt asks for
  Money refund_due;   ///< owed back to the buyer, and not on its way; zero if nothing
  std::string claim;  ///< what the buyer names to get it, where it cannot go back by itself
  std::string receipt_name;
  std::vector<OrderPaper> papers;          ///< given out about it, oldest first
  bool can_have_paper = false;             ///< it has none yet, and something was paid
  bool is_taxed = false;                   ///< what it can have is an invoice, and else a receipt
  std::vector<OrderPageAttempt> attempts;  ///< oldest first
  std::vector<OrderPageRefund> refunds;    ///< oldest first
  std::vector<sales::OrderEvent> events;   ///< oldest first
  OrderPageHold hold;
  std::vector<PaymentChoice> methods;        ///< to pay again; empty: not offered now
  std::optional<payment::PayStop> pay_stop;  ///< it waits for its payment, and nothing can take it
  std::string payment_key;                   ///< idempotency key of the form that pays again
  std::string cancel_key;                    ///< of the form that gives up; empty: not offered
  std::string gather_key;                    ///< of the form that puts it into a library
  std::string address_key;                   ///< of the form for another address; empty: no letters
  bool has_address = false;                  ///< letters about it can be sent
  bool is_address_recent = false;            ///< another link of this page ends that address
  bool is_address_gone = false;              ///< another link ended it
  std::string link_key;                      ///< of the form for another link; empty: not offered
  bool is_link_new = false;                  ///< that form led here
  std::string mail_key;                      ///< of the form that has the receipt mailed; the same
  std::string seller;                        ///< operator's name and address for the receipt
  bool cannot_ask = false;       ///< the processor that would know of a payment does not answer
  bool is_left_of_test = false;  ///< as of `service::OrderView`
  bool is_sandbox = false;
  std::optional<OrderPageGift> gift;
  std::optional<Problem> problem;  ///< why the last button did nothing
  std::int64_t terms_version = 0;  ///< under which it was placed; 0: not known
  std::string terms_url;           ///< whole address of that version
};
std::string render(const OrderPage& page, const Frame& frame);

/// The receipt as a file to keep: one HTML document that needs nothing else, with the secret
/// address of the order in it. For /orders/{token}/receipt, as attachment "receipt-7K2M-93QD.html".
std::string receipt_file(const OrderPage& page, const Frame& frame);

}  // namespace aan::web
