#include "domain/sales/consent.hpp"
#include "web/view/gallery/gallery_maker.hpp"
#include "web/view/sale/paper_page.hpp"
#include "web/view/sale/sandbox_page.hpp"

namespace aan::web {

using payment::PaymentException;
using payment::PaymentStatus;
using sales::OrderState;

void Gallery::cart() {
  CartPage page;
  page.total = usd(0);
  add("cart-empty", page, frame(NavItem::cart, 0));
  for (const BookCard& card : cards(17, 3)) page.lines.push_back({card, "o-" + card.slug, true});
  page.lines[1].can_be_bought = false;
  page.lines[1].card.price.reset();
  page.total = usd(2350);
  add("cart", page, frame(NavItem::cart, 3));
  CartLine bundle{cards(17, 1).front(), "o-bundle", true};
  bundle.card.bundled = 3;
  bundle.card.title = words_("Three for a weekend");
  page.lines.push_back(bundle);
  page.lines[0].can_be_bought = false;
  page.lines[0].in_bundle = bundle.card.title;
  bundle.can_be_bought = false;
  bundle.shared_title = words_("Margins");
  bundle.shared_with = words_("Three for a weekend");
  page.lines.push_back(bundle);
  bundle.shared_title.clear();
  bundle.because_of = words_("Margins");
  bundle.is_being_restored = true;
  page.lines.push_back(bundle);
  add("cart-bundles", page, frame(NavItem::cart, 6));
  page.lines.resize(3);
  page.lines[0].can_be_bought = true;
  page.lines[0].in_bundle.clear();
  page.just_removed = words_("Margins");
  add("cart-removed", page, frame(NavItem::cart, 3));
  page.just_removed.clear();
  for (CartLine& line : page.lines) line.can_be_bought = false;
  page.total = usd(0);
  add("cart-none-ready", page, frame(NavItem::cart, 3));
  page.lines.clear();
  page.just_placed = JustPlaced{"7K2M-93QD", std::string("/orders/") + kSecret, true};
  add("cart-just-placed", page, frame(NavItem::cart, 0));
}

std::vector<PaymentChoice> Gallery::many_methods() const {
  return {{"card", true,
           MethodRest{kNow - Duration::minutes(34), words_("the processor does not answer. We "
                                                           "try again every minute.")}},
          {"lightning", false, std::nullopt},
          {"bitcoin", false, std::nullopt},
          {"monero", false, MethodRest{}}};
}

void Gallery::checkout() {
  CheckoutPage page;
  for (const BookCard& card : cards(27, 2)) page.lines.push_back({card, *card.price});
  page.subtotal = page.total = usd(1900);
  page.discount = page.tax.amount = page.tax.added = usd(0);
  page.methods = {{"sandbox", true, std::nullopt}};
  page.idempotency_key = kSecret;
  page.consent = sales::kConsentText;
  add("checkout", page, frame());
  page.gift = {words_("Ada"), words_("ada@example.org"), words_("For you"), words_("soon"),
               Problem{422, refusal("gift_day", {})}};
  add("checkout-gift", page, frame());
  page.gift = {};
  page.place = PlaceField{};
  page.place->is_for_sale = true;
  page.place->problem = Problem{
      409, refusal("not_sold_there", {{"title", words_("Margins")}, {"country", words_("Peru")}})};
  add("checkout-not-sold-there", page, frame());
  page.place->problem.reset();
  page.place->chosen = "DE";
  add("checkout-sold-there", page, frame());
  page.place.reset();
  page.takes_email = true;
  page.email_days = 30;
  page.email = words_("ada@example.org");
  page.problem = Problem{422, refusal("mail_address", {})};
  add("checkout-bad-address", page, frame());
  page.problem = Problem{422, refusal("consent", {})};
  add("checkout-no-consent", page, frame());
  page.problem.reset();
  const CheckoutLine there = page.lines[0];
  page.lines[0].card.sale_state = catalog::SaleState::preorder;
  page.lines[0].card.sale_day = kNow + Duration::days(90);
  page.lines[1].card.bundled = 2;
  page.lines[1].card.later = {{words_("Margins"), kNow + Duration::days(90)},
                              {words_("Plain Sewing"), kNow + Duration::days(120)}};
  page.consent = sales::kConsentTextLater;
  add("checkout-all-later", page, frame());
  page.lines[0] = there;
  page.consent = sales::kConsentText;
  add("checkout-part-later", page, frame());
  page.lines[1].card.bundled = 0;
  page.lines[1].card.later.clear();
  page.has_consented = true;
  page.left_out = {words_("Margins")};
  page.just_placed = JustPlaced{"7K2M-93QD", std::string("/orders/") + kSecret, false};
  add("checkout-left-out", page, frame());
  page.left_out.clear();
  page.just_placed.reset();
  page.methods = many_methods();
  page.subtotal = usd(2100);
  page.discount = usd(200);
  page.tax = {tax::Treatment::taxed, "DE", 700, usd(124), usd(0)};
  page.place = PlaceField{"DE", true, words_("DE123456789"), "no_answer", {}};
  page.book = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
  page.receipt_name = words_("Mirjam Holt");
  page.problem = Problem{422, refusal("receipt_name", {{"limit", std::int64_t{120}}})};
  add("checkout-methods", page, frame());
  for (PaymentChoice& choice : page.methods) choice.rest = MethodRest{};
  add("checkout-none", page, frame());
  page.problem.reset();
  page.tax = {tax::Treatment::taxed, "FI", 1350, usd(257), usd(257)};
  page.total = usd(2157);
  page.place = PlaceField{"FI"};
  page.methods = many_methods();
  add("checkout-tax-added", page, frame());
  page.tax = {tax::Treatment::undecided, "", 0, usd(0), usd(0)};
  page.place = PlaceField{};
  add("checkout-place", page, frame());
  page.place.reset();
  page.tax = {};
  page.subtotal = page.total = page.discount = usd(0);
  for (CheckoutLine& line : page.lines) line.price = usd(0);
  page.consent = 0;
  add("checkout-free", page, frame());
}

OrderPage Gallery::order(OrderState state) const {
  OrderPage page;
  page.path = std::string("/orders/") + kSecret;
  page.page_url = "https://calder.example" + page.path;
  page.reference = "7K2M-93QD";
  page.state = state;
  page.now = kNow;
  page.created_at = kNow - Duration::minutes(6);
  page.expires_at = kNow + Duration::hours(24);
  for (const BookCard& card : cards(27, 2)) page.lines.push_back({card, *card.price, {}});
  page.total = page.subtotal = usd(1900);
  page.discount = page.refund_due = page.received = usd(0);
  page.missing = page.total;
  page.tax = {tax::Treatment::taxed, "DE", 700, usd(124), usd(0)};
  page.receipt_name = words_("Mirjam Holt");
  page.attempts = {{"sandbox", PaymentStatus::new_, PaymentException::none, usd(1900), usd(0),
                    "/sandbox/pay/1", page.created_at, kNow + Duration::minutes(24),
                    state == OrderState::open}};
  page.events = {{"created", "7K2M-93QD", page.created_at},
                 {"consent", "immediate_delivery 3", page.created_at},
                 {"payment", "new", page.created_at + Duration::seconds(1)}};
  page.methods = {{"sandbox", true, std::nullopt}};
  page.payment_key = page.cancel_key = page.gather_key = page.mail_key = kSecret;
  page.seller = words_("Ines Calder, 4 Bakery Lane, Harbour Town");
  page.terms_version = 2;
  page.terms_url = "https://calder.example/terms/2";
  page.is_sandbox = true;
  return page;
}

OrderPage Gallery::paid_order() const {
  OrderPage page = order(OrderState::fulfilled);
  page.received = page.total;
  page.missing = usd(0);
  page.paid_at = kNow - Duration::minutes(5);
  page.attempts[0].can_be_paid = false;
  page.attempts[0].status = PaymentStatus::settled;
  page.attempts[0].received = page.total;
  for (const auto& [kind, detail] : std::initializer_list<std::pair<const char*, const char*>>{
           {"payment", "settled"}, {"state", "open>paid"}, {"state", "paid>fulfilled"}})
    page.events.push_back({kind, detail, *page.paid_at});
  for (OrderPageLine& line : page.lines) {
    OrderPageFile file;
    file.grant_id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
    file.idempotency_key = kSecret;
    file.format = "epub";
    file.file_name = words_("margins.epub");
    file.size = 1'234'567;
    file.sha256_hex = kSha256;
    file.uses_left = 5;
    file.renewals_left = 10;
    file.expires_at = kNow + Duration::days(365);
    line.files = {file};
  }
  return page;
}

void Gallery::gifts() {
  GiftPage page;
  page.path = std::string("/gifts/") + kSecret;
  page.page_url = "https://calder.example" + page.path;
  page.name = words_("Ada Lovelace");
  page.giver = words_("Ines Calder");
  page.message = words_("Read it with the lamp on.") + "\n\n" + words_("Then tell me.");
  page.opens_at = kNow;
  page.claim_key = kSecret;
  page.lines = paid_order().lines;
  std::vector<OrderPageLine> there = page.lines;
  for (OrderPageLine& line : page.lines) line.files.clear(), line.card.price.reset();
  for (const auto state :
       {sales::GiftState::unpaid, sales::GiftState::waiting, sales::GiftState::open,
        sales::GiftState::claimed, sales::GiftState::closed}) {
    page.state = state;
    add("gift-" + std::string(sales::name_of(state)), page, frame());
  }
  page.is_own = true;
  add("gift-own-closed", page, frame());
  page.state = sales::GiftState::claimed;
  page.lines = there;
  add("gift-own", page, frame());
  using sales::LicenceState;
  std::string key;
  for (int i = 0; i < 4; ++i) key += kSha256;
  page.lines.front().licence = {key, LicenceState::valid, 3, 1};
  for (std::size_t i = 1; i < page.lines.size(); ++i)
    page.lines[i].licence = {key, i == 1 ? LicenceState::disabled : LicenceState::withdrawn, 1, 1};
  add("gift-own-licences", page, frame());
  OrderPage order = paid_order();
  for (OrderPageLine& line : order.lines)
    for (OrderPageFile& file : line.files) file.refusal = sales::DownloadRefusal::given;
  OrderPageGift& gift = order.gift.emplace();
  gift.name = page.name;
  gift.message = page.message;
  gift.opens_at = kNow;
  gift.has_letter = true;
  gift.claim_url = page.page_url;
  for (const auto state : {sales::GiftState::waiting, sales::GiftState::open}) {
    gift.state = state;
    add("order-gift-" + std::string(sales::name_of(state)), order, frame());
  }
  gift.claim_url.clear();
  gift.claimed_at = kNow;
  gift.state = sales::GiftState::claimed;
  order.events.push_back({"gift", "2026-12-24T00:00:00Z", kNow});
  order.events.push_back({"gift_claimed", "", kNow});
  add("order-gift-claimed", order, frame());
  gift.state = sales::GiftState::closed;
  gift.name.clear();
  gift.message.clear();
  order.state = OrderState::refunded;
  add("order-gift-closed", order, frame());
}

void Gallery::preorders() {
  OrderPage page = paid_order();
  page.lines[0].waits_until = kNow + Duration::days(90);
  page.lines[0].files.clear();
  page.lines[1].bundle = words_("Three for a weekend");
  add("order-part-preordered", page, frame());
  page.lines[1].waits_until = kNow + Duration::days(120);
  page.lines[1].files.clear();
  page.events.push_back({"released", words_("Margins"), kNow});
  add("order-preordered", page, frame());
}

void Gallery::papers() {
  OrderPage page = paid_order();
  page.can_have_paper = page.is_taxed = true;
  add("order-paper-asked", page, frame());
  page.can_have_paper = false;
  page.papers = {{"Invoice INV-000042", page.path + "/documents/INV-000042", usd(1900), kNow},
                 {"Credit note CRN-000007", page.path + "/documents/CRN-000007", usd(400), kNow}};
  add("order-papers", page, frame());
  PaperPage paper;
  paper.paper.title = "Invoice INV-000042";
  paper.paper.from = {words_("Calder & Daughters"), words_("4 Bakery Lane"), "VAT number DE1"};
  paper.paper.to_head = "For";
  paper.paper.to = {words_("Mirjam Holt"), words_("Harbour Town")};
  paper.paper.facts = {{"Number", "INV-000042", ""}, {"Date", "26 November 2026", ""}};
  paper.paper.head = {"What", "", "Amount"};
  paper.paper.rows = {{words_("Margins (e-book)"), words_("Ines Calder"), "$19.00"}};
  paper.paper.sums = {{"VAT 7 % (Germany)", "", "$1.24"}, {"Total", "", "$19.00"}};
  paper.paper.notes = {"Paid on 26 November 2026."};
  paper.order_path = page.path;
  paper.pdf_path = page.path + "/documents/INV-000042/pdf";
  paper.reference = "7K2M-93QD";
  add("paper", paper, frame());
  paper.pdf_path.clear();
  paper.paper.title = "Invoice, not made yet";
  paper.paper.facts = {{"Date", "26 November 2026", ""}};
  paper.wish = PaperWish{words_("Mirjam Holt"), words_("3 Canal Street\nHarbour Town"),
                         words_("none"), "This cannot be a VAT number.", "Make the invoice"};
  add("paper-preview", paper, frame());
}

void Gallery::orders() {
  papers();
  add("order-waiting", order(OrderState::open), frame());
  OrderPage page = order(OrderState::open);
  page.hold.until = kNow + Duration::minutes(24);
  add("order-held", page, frame());
  page = order(OrderState::open);
  page.hold.given_back = "in_other_orders";
  page.hold.back_at = kNow + Duration::minutes(9);
  page.attempts[0].can_be_paid = false;
  page.attempts[0].status = PaymentStatus::cancelled;
  page.methods.clear();
  add("order-in-other-orders", page, frame());
  page.hold = {std::nullopt, "gone", std::nullopt};
  add("order-hold-gone", page, frame());
  page = order(OrderState::open);
  page.received = page.missing = page.attempts[0].received = usd(950);
  page.attempts[0].exception = PaymentException::underpaid;
  page.events.push_back({"payment", "new/underpaid", kNow - Duration::minutes(2)});
  add("order-underpaid", page, frame());
  page = order(OrderState::open);
  page.attempts[0].can_be_paid = false;
  page.attempts[0].prompt_url.clear();
  add("order-unbegun", page, frame());
  page.attempts[0].is_offered = false;
  add("order-unoffered", page, frame());
  page = order(OrderState::open);
  page.attempts[0].can_be_paid = false;
  page.attempts[0].is_voucher = true;
  page.attempts[0].voucher_until = kNow + Duration::days(3);
  page.methods = many_methods();
  page.events.push_back({"voucher", "2026-11-26T02:13:20Z", kNow - Duration::minutes(2)});
  add("order-voucher", page, frame());
  page = order(OrderState::open);
  page.attempts[0].can_be_paid = false;
  page.attempts[0].status = PaymentStatus::invalid;
  page.methods = many_methods();
  page.problem = Problem{503, refusal("method_rests")};
  page.events.push_back({"payment", "invalid", kNow - Duration::minutes(2)});
  add("order-failed", page, frame());
  page = order(OrderState::open);
  page.attempts[0].exception = PaymentException::lost;
  page.attempts[0].can_be_paid = false;
  page.attempts[0].status = PaymentStatus::invalid;
  add("order-lost", page, frame());
  page.attempts[0].exception = PaymentException::none;
  page.attempts[0].can_be_paid = false;
  page.attempts[0].status = PaymentStatus::expired;
  page.methods.clear();
  page.pay_stop = payment::PayStop::resting;
  add("order-payment-expired", page, frame());
  page = order(OrderState::open);
  page.attempts.clear();
  page.methods.clear();
  page.pay_stop = payment::PayStop::none_offered;
  add("order-no-way-to-pay", page, frame());
  page = order(OrderState::pending);
  page.events.push_back({"state", "open>pending", kNow});
  add("order-pending", page, frame());
  page = order(OrderState::paid);
  page.received = page.total;
  page.missing = usd(0);
  add("order-paid", page, frame());
  add("order-ready", paid_order(), frame());
  page = paid_order();
  page.lines.resize(1);
  add("order-one", page, frame());
  page = paid_order();
  page.refund_due = usd(1900);
  page.attempts[0].exception = PaymentException::late;
  page.events.push_back({"refund_due", "19.00", kNow});
  page.events.push_back({"renewed", "x", kNow});
  page.events.push_back({"link_renewed", "", kNow});
  OrderPageFile& spent = page.lines[0].files[0];
  spent.refusal = sales::DownloadRefusal::exhausted;
  spent.can_renew = true;
  OrderPageFile& expired = page.lines[1].files[0];
  expired.refusal = sales::DownloadRefusal::expired;
  expired.renewable_at = kNow + Duration::minutes(40);
  page.lines[1].files.push_back(paid_order().lines[0].files[0]);
  page.lines[1].files[1].format = "pdf";
  page.lines[1].card.slug.clear();
  add("order-late-twice", page, frame());
  page = paid_order();
  for (OrderPageLine& line : page.lines) {
    line.files[0].refusal = sales::DownloadRefusal::exhausted;
    line.files[0].uses_left = line.files[0].renewals_left = 0;
  }
  add("order-spent-for-good", page, frame());
  page = paid_order();
  page.lines[0].files[0].is_stamped = true;
  page.lines[0].files[0].reader =
      OrderPageReader{kSecret, "desk@night-shelves.example", 18'000'000, false, "sent", kNow};
  page.lines[1].files[0].grant_id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCW";
  page.lines[1].files[0].size = 52'000'000;
  page.lines[1].files[0].reader =
      OrderPageReader{kSecret, "desk@night-shelves.example", 18'000'000, true, "", kNow};
  page.events.push_back({"mail", "reader asked", kNow});
  page.events.push_back({"mail", "reader sent", kNow});
  add("order-reader", page, frame());
  for (const OrderState state : {OrderState::cancelled, OrderState::refunded, OrderState::disputed,
                                 OrderState::charged_back, OrderState::payment_lost}) {
    page = order(state);
    page.attempts[0].can_be_paid = false;
    page.attempts[0].status =
        state == OrderState::cancelled ? PaymentStatus::cancelled : PaymentStatus::invalid;
    page.events.push_back({"state", "open>" + std::string(name_of(state)), kNow});
    add("order-" + std::string(name_of(state)), page, frame());
  }
  page = order(OrderState::cancelled);
  page.received = page.missing = page.attempts[0].received = page.refund_due = usd(950);
  page.attempts[0].exception = PaymentException::underpaid;
  page.attempts[0].can_be_paid = false;
  page.attempts[0].status = PaymentStatus::cancelled;
  for (const auto& [kind, detail] :
       std::initializer_list<std::pair<const char*, const char*>>{{"payment", "new/underpaid"},
                                                                  {"given_up", "buyer"},
                                                                  {"payment", "cancelled"},
                                                                  {"state", "open>cancelled"}})
    page.events.push_back({kind, detail, kNow - Duration::minutes(1)});
  add("order-cancelled-part", page, frame());
  page.methods.clear();
  add("order-cancelled-part-no-way", page, frame());
  page = order(OrderState::cancelled);
  page.events.push_back({"given_up", "time", kNow});
  page.events.push_back({"state", "open>cancelled", kNow});
  add("order-cancelled-time", page, frame());
  page = paid_order();
  page.lines[0].files[0].refusal = sales::DownloadRefusal::file_damaged;
  page.lines[1].files[0].renewals_left = 0;
  page.lines[1].card.slug.clear();
  add("order-part-damaged", page, frame());
  page.lines.resize(1);
  add("order-damaged", page, frame());
  page = paid_order();
  page.total = page.subtotal = page.received = usd(0);
  page.tax = {};
  for (OrderPageLine& line : page.lines) line.price = usd(0);
  page.attempts.clear();
  page.is_sandbox = false;
  page.events = {{"created", "7K2M-93QD", *page.paid_at},
                 {"state", "open>paid", *page.paid_at},
                 {"state", "paid>fulfilled", *page.paid_at}};
  add("order-free", page, frame());
  pages_.push_back({"receipt-file", receipt_file(paid_order(), frame())});
}

void Gallery::sandbox() {
  SandboxPayPage page{
      "7K2M-93QD", usd(1900), usd(0), "/sandbox/pay/1", std::string("/orders/") + kSecret,
      kSecret,     false};
  add("sandbox", page, frame());
  page.received = page.due = usd(950);
  add("sandbox-part", page, frame());
  page.received = usd(1900);
  page.is_paid = true;
  add("sandbox-paid-silent", page, frame());
  page.is_known = true;
  add("sandbox-paid", page, frame());
  page.is_over = true;
  add("sandbox-over", page, frame());
}

}  // namespace aan::web
