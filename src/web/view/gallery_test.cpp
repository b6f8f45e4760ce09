// Every page in every state. With AAN_GALLERY_DIR set the pages are written there, to be looked at
// in a browser:  AAN_GALLERY_DIR=/tmp/shop test_web_view --gtest_filter='Gallery.*'
#include "web/view/gallery.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.hpp"
#include "web/view/assets.hpp"
#include "web/view/book_page.hpp"
#include "web/view/browse_pages.hpp"
#include "web/view/order_page.hpp"
#include "web/view/sale_pages.hpp"
#include "web/view/text_pages.hpp"

namespace aan::web {
namespace {

using payment::PaymentException;
using payment::PaymentStatus;
using sales::OrderState;

const Asset kUsd = *find_asset("USD");
constexpr Timestamp kNow = Timestamp::from_unix_seconds(1'795'400'000);
constexpr const char* kCid = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
constexpr const char* kSha256 = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069";
constexpr const char* kSecret = "3vQm7Wb2xXr9KfLh0aTzEwYcUo5NpJdGqSiBtMVkRgA";

Money usd(std::int64_t cents) { return {cents, kUsd}; }

struct DemoBook {
  BookCard card;
  std::string description;
  std::vector<std::string> subjects;
  std::string publisher;
  std::string published;
};

// The header of a demonstration text: lines "key: value" up to "---".
DemoBook read_demo(const std::filesystem::path& path, const Words& words) {
  DemoBook book;
  std::ifstream file(path);
  book.card.slug = path.stem().string();
  const std::string cover = "/covers/" + book.card.slug;
  book.card.cover = {cover + "-160.svg", cover + "-320.svg", cover + "-640.svg"};
  book.card.formats = {"epub"};
  for (std::string line; std::getline(file, line) && line != "---";) {
    const auto colon = line.find(": ");
    if (colon == line.npos) continue;
    const std::string key = line.substr(0, colon);
    const std::string value = line.substr(colon + 2);
    if (key == "title") book.card.title = words(value);
    if (key == "subtitle") book.card.subtitle = words(value);
    if (key == "language") book.card.language = value;
    if (key == "description") book.description = words(value) + "\n\n" + words("And more of it.");
    if (key == "publisher") book.publisher = words(value);
    if (key == "published") book.published = value;
    if (key == "price") book.card.price = value == "free" ? usd(0) : *parse_decimal(value, kUsd);
    if (key == "author")
      for (const auto name : split(value, ';'))
        book.card.authors.push_back(words(std::string(trim(name))));
    if (key == "subjects")
      for (const auto name : split(value, ';'))
        book.subjects.push_back(words(std::string(trim(name))));
    if (key == "series") {
      book.card.series = words(std::string(trim(value.substr(0, value.find('|')))));
      book.card.series_position = trim(value.substr(value.find('|') + 1));
    }
  }
  return book;
}

class Gallery {
 public:
  explicit Gallery(const Words& words) : words_(words) {
    const char* source = std::getenv("AAN_SOURCE_DIR");
    const std::filesystem::path root = source != nullptr ? source : ".";
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(root / "demo" / "books"))
      if (entry.path().extension() == ".md") paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) books_.push_back(read_demo(path, words));
  }

  std::vector<GalleryPage> all() {
    home();
    lists();
    search();
    book();
    cart();
    checkout();
    orders();
    sandbox();
    words();
    errors();
    return std::move(pages_);
  }

 private:
  Frame frame(NavItem current = NavItem::none, std::int64_t cart = 1) const {
    Frame frame;
    frame.shop_name = words_("Calder & Daughters");
    frame.canonical_path = "/";
    frame.current = current;
    frame.cart_count = cart;
    frame.catalogue_size = static_cast<std::int64_t>(books_.size());
    frame.has_free_books = true;
    frame.is_sandbox = true;
    frame.contact = "desk@calder.example";
    return frame;
  }

  Error refusal(std::string reason, ErrorValues values = {}) const {
    Error error;
    error.reason = std::move(reason);
    error.safe = "what the API says";
    error.values = std::move(values);
    return error;
  }

  template <class Page>
  void add(const std::string& name, const Page& page, const Frame& frame) {
    pages_.push_back({name, render(page, frame)});
  }

  std::vector<BookCard> cards(std::size_t first, std::size_t count) const {
    std::vector<BookCard> out;
    for (std::size_t i = first; i < first + count; ++i)
      out.push_back(books_[i % books_.size()].card);
    return out;
  }

  const DemoBook& find(std::string_view slug) const {
    for (const DemoBook& book : books_)
      if (book.card.slug == slug) return book;
    return books_.front();
  }

  std::vector<FacetChoice> subjects() const {
    return {{"bookselling", words_("Bookselling"), 16},
            {"craft", words_("Craft of books"), 9},
            {"editing", words_("Editing"), 3},
            {"essays", words_("Essays"), 5},
            {"fiction", words_("Fiction"), 6},
            {"history", words_("History"), 2},
            {"money", words_("Money"), 12},
            {"payments", words_("Payments"), 7},
            {"self-hosting", words_("Self-hosting"), 9},
            {"typography", words_("Typography"), 4}};
  }
  std::vector<FacetChoice> languages() const {
    return {{"en", "", 28}, {"de", "", 7}, {"es", "", 5}};
  }

  void home() {
    HomePage page;
    const DemoBook& front = find("the-shop-that-would-not-close");
    page.featured = FeaturedBook{front.card, front.description, true};
    page.shelves = {
        {ShelfKind::newest, "", "/books", cards(0, 6)},
        {ShelfKind::free_books, "", "/books?free=1", cards(13, 6)},
        {ShelfKind::subject, words_("Fiction"), "/books?subject=fiction", cards(26, 6)}};
    page.subjects = subjects();
    page.languages = languages();
    page.free_count = 6;
    add("home", page, frame());
    Frame resting = frame();
    resting.is_sandbox = false;
    resting.notice = Notice{words_("Card payments are resting."),
                            words_("Our card processor has not answered since 14:05. Bitcoin, "
                                   "Lightning and Monero work, and all books are here."),
                            words_("What this means"), "/about-fallback"};
    add("home-notice", page, resting);
    add("home-empty", HomePage{}, frame(NavItem::none, 0));
    page.shelves = {{ShelfKind::newest, "", "", cards(3, 1)}};
    page.featured.reset();
    page.subjects.resize(1);
    add("home-one", page, frame(NavItem::none, 0));
  }

  void lists() {
    BooksPage page;
    page.subjects = subjects();
    page.languages = languages();
    page.books = cards(0, 24);
    page.books[2].price.reset();
    page.total = 40;
    page.pages = 2;
    add("books", page, frame(NavItem::books));
    page.filter = {.subject = "fiction", .language = "de", .only_free = true};
    page.books = cards(5, 3);
    page.total = 3;
    page.pages = 1;
    add("books-narrow", page, frame(NavItem::books));
    page.books.clear();
    page.total = 0;
    add("books-none", page, frame(NavItem::free_books));
    Frame priced = frame(NavItem::free_books);
    priced.has_free_books = false;
    add("books-no-free", page, priced);
    BooksPage author;
    author.filter.author = words_("ines-calder");
    author.filter.series = words_("Series");
    author.author_name = words_("Ines Calder");
    author.books = cards(20, 3);
    author.total = 3;
    add("books-author", author, frame());
    add("books-bare", BooksPage{}, frame(NavItem::books, 0));
  }

  void search() {
    SearchPage page;
    add("search", page, frame());
    page.query = words_("colour and typ");
    page.suggestion = words_("colour and type");
    page.subjects = subjects();
    page.languages = languages();
    page.books = cards(10, 6);
    page.total = 61;
    page.page = 2;
    page.pages = 3;
    add("search-found", page, frame());
    page.suggestion.clear();
    page.typed = words_("colour and tipe");
    page.page = 1;
    add("search-corrected", page, frame());
    page.typed.clear();
    page.filter = {.subject = "fiction"};
    page.books.clear();
    page.total = 0;
    page.pages = 1;
    add("search-none", page, frame());
    page.is_resting = true;
    add("search-resting", page, frame());
  }

  BookPage book_page(const DemoBook& from) const {
    BookPage page;
    page.card = from.card;
    page.offer_id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
    page.description = from.description;
    for (const std::string& name : from.card.authors)
      page.contributors.push_back({name, slug(name), catalog::ContributorRole::author});
    page.contributors.push_back(
        {words_("Noor Haddad"), "noor-haddad", catalog::ContributorRole::editor});
    for (const std::string& name : from.subjects) page.subjects.push_back({slug(name), name});
    page.files = {{"epub", 1'234'567, kCid, kSha256}};
    page.publisher = from.publisher;
    page.published = from.published;
    page.isbn13 = "9780306406157";
    page.rights = words_(
        "© 2026 the author. You may copy this book for your own use, read it to a child and leave "
        "it to your heirs; you may not sell copies of it.");
    page.words = 12'480;
    page.accessibility = {true,
                          {"textual"},
                          {"textual"},
                          {"displayTransformability", "alternativeText", "tableOfContents",
                           "structuralNavigation", "readingOrder", "ARIA"},
                          {"none"},
                          {words_("EPUB Accessibility 1.1 - WCAG 2.2 Level AA")},
                          words_("Benches & Lamps"),
                          words_("A text without pictures; everything can be read aloud.")};
    for (int i = 1; i <= 20; ++i)
      page.contents.push_back(
          {words_(i % 4 == 0 ? "A quarrel about the foot" : "How much nothing"), i % 4 == 0});
    page.has_sample = true;
    page.can_be_bought = from.card.price.has_value();
    page.listed_at = kNow;
    page.also = {ShelfKind::same_shelf, words_("Bookselling"), "/books?subject=bookselling",
                 cards(4, 6)};
    return page;
  }

  void book() {
    BookPage page = book_page(find("margins"));
    add("book", page, frame());
    page.files.push_back({"pdf", 3'456'789, kCid, kSha256});
    page.card.formats.push_back("pdf");
    page.accessibility = {};
    page.version = 3;
    page.has_scripts = page.has_remote_resources = true;
    add("book-unknown-access", page, frame());
    page = book_page(find("twelve-ways-to-lose-a-domain"));
    page.card.price.reset();
    page.can_be_bought = page.has_sample = false;
    page.accessibility.features = {};
    page.accessibility.hazards = {"flashing", "sound"};
    page.is_fixed_layout = true;
    page.contents.resize(3);
    add("book-unpriced", page, frame());
    page = book_page(find("backups-for-people-who-hate-backups"));
    page.also = {};
    add("book-free", page, frame());
    page = book_page(find("der-eigene-server-im-hinterzimmer"));
    page.rights = words_("©");
    add("book-german", page, frame());
    SamplePage sample;
    sample.card = find("margins").card;
    sample.offer_id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
    sample.can_be_bought = true;
    sample.text = Html::trusted(
        "<h2>The thumb</h2><p>Hold a paperback open with one hand, standing, on a tram. Your thumb "
        "is lying in the gutter at the foot of the page, and the four fingers carry the back. If "
        "the designer has left nine millimetres at the bottom you are covering the last two lines, "
        "and every half minute you shift your grip to uncover them. You do not notice. You only "
        "find, after a quarter of an hour, that you are rather tired of the novel.</p><p>I have "
        "been designing books for thirty years, and have had one letter from a reader about a "
        "typeface. I have never had one about margins. Yet I am sure that more books are put down "
        "because of the white than because of the black. People believe they were bored.</p>"
        "<blockquote><p>The rest is bought, folded, trimmed and left alone.</p></blockquote><hr/>"
        "<h3>Figures, since you ask</h3><ul><li>inside 18 to 20</li><li>outside 15</li></ul>");
    add("sample", sample, frame());
    sample.part = 2;
    sample.part_titles = {"", words_("The thumb"), words_("The gutter"), ""};
    add("sample-page", sample, frame());
  }

  void cart() {
    CartPage page;
    page.total = usd(0);
    add("cart-empty", page, frame(NavItem::cart, 0));
    for (const BookCard& card : cards(17, 3)) page.lines.push_back({card, "o-" + card.slug, true});
    page.lines[1].can_be_bought = false;
    page.lines[1].card.price.reset();
    page.total = usd(2350);
    page.just_added = page.lines.back().card.title;
    add("cart", page, frame(NavItem::cart, 3));
    page.just_removed = words_("Margins");
    add("cart-removed", page, frame(NavItem::cart, 3));
    page.just_removed.clear();
    page.just_added.clear();
    for (CartLine& line : page.lines) line.can_be_bought = false;
    page.total = usd(0);
    add("cart-none-ready", page, frame(NavItem::cart, 3));
    page.lines.clear();
    page.just_placed = JustPlaced{"7K2M-93QD", std::string("/orders/") + kSecret, true};
    add("cart-just-placed", page, frame(NavItem::cart, 0));
  }

  std::vector<PaymentChoice> many_methods() const {
    return {{"card", true,
             MethodRest{kNow - Duration::minutes(34), words_("the processor does not answer. We "
                                                             "try again every minute.")}},
            {"lightning", false, std::nullopt},
            {"bitcoin", false, std::nullopt},
            {"monero", false, MethodRest{}}};
  }

  void checkout() {
    CheckoutPage page;
    for (const BookCard& card : cards(27, 2)) page.lines.push_back({card, *card.price});
    page.subtotal = page.total = usd(1900);
    page.discount = page.tax = usd(0);
    page.methods = {{"sandbox", true, std::nullopt}};
    page.idempotency_key = kSecret;
    add("checkout", page, frame());
    page.left_out = {words_("Margins")};
    page.just_placed = JustPlaced{"7K2M-93QD", std::string("/orders/") + kSecret, false};
    add("checkout-left-out", page, frame());
    page.left_out.clear();
    page.just_placed.reset();
    page.methods = many_methods();
    page.subtotal = usd(2100);
    page.discount = usd(200);
    page.tax = usd(124);
    page.book = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
    page.receipt_name = words_("Mirjam Holt");
    page.problem = Problem{422, refusal("receipt_name", {{"limit", std::int64_t{120}}})};
    add("checkout-methods", page, frame());
    for (PaymentChoice& choice : page.methods) choice.rest = MethodRest{};
    add("checkout-none", page, frame());
    page.problem.reset();
    page.subtotal = page.total = page.discount = page.tax = usd(0);
    for (CheckoutLine& line : page.lines) line.price = usd(0);
    add("checkout-free", page, frame());
  }

  OrderPage order(OrderState state) const {
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
    page.tax = usd(124);
    page.receipt_name = words_("Mirjam Holt");
    page.attempts = {{"sandbox", PaymentStatus::new_, PaymentException::none, usd(1900), usd(0),
                      "/sandbox/pay/1", page.created_at, kNow + Duration::minutes(24)}};
    page.events = {{"created", "7K2M-93QD", page.created_at},
                   {"payment", "new", page.created_at + Duration::seconds(1)}};
    page.methods = {{"sandbox", true, std::nullopt}};
    page.payment_key = page.cancel_key = kSecret;
    page.seller = words_("Ines Calder, 4 Bakery Lane, Harbour Town");
    page.terms_version = 2;
    page.terms_url = "https://calder.example/terms/2";
    page.is_sandbox = true;
    return page;
  }

  OrderPage paid_order() const {
    OrderPage page = order(OrderState::fulfilled);
    page.received = page.total;
    page.missing = usd(0);
    page.paid_at = kNow - Duration::minutes(5);
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

  void orders() {
    add("order-waiting", order(OrderState::open), frame());
    OrderPage page = order(OrderState::open);
    page.received = page.missing = page.attempts[0].received = usd(950);
    page.attempts[0].exception = PaymentException::underpaid;
    page.events.push_back({"payment", "new/underpaid", kNow - Duration::minutes(2)});
    add("order-underpaid", page, frame());
    page = order(OrderState::open);
    page.attempts[0].status = PaymentStatus::invalid;
    page.methods = many_methods();
    page.problem = Problem{503, refusal("method_rests")};
    page.events.push_back({"payment", "invalid", kNow - Duration::minutes(2)});
    add("order-failed", page, frame());
    page = order(OrderState::open);
    page.attempts[0].exception = PaymentException::lost;
    page.attempts[0].status = PaymentStatus::invalid;
    add("order-lost", page, frame());
    page.attempts[0].exception = PaymentException::none;
    page.attempts[0].status = PaymentStatus::expired;
    page.methods.clear();
    add("order-payment-expired", page, frame());
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
    for (const OrderState state :
         {OrderState::cancelled, OrderState::refunded, OrderState::disputed,
          OrderState::charged_back, OrderState::payment_lost}) {
      page = order(state);
      page.attempts[0].status =
          state == OrderState::cancelled ? PaymentStatus::cancelled : PaymentStatus::invalid;
      page.events.push_back({"state", "open>" + std::string(name_of(state)), kNow});
      add("order-" + std::string(name_of(state)), page, frame());
    }
    page = order(OrderState::cancelled);
    page.received = page.missing = page.attempts[0].received = page.refund_due = usd(950);
    page.attempts[0].exception = PaymentException::underpaid;
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
    page.total = page.subtotal = page.tax = page.received = usd(0);
    for (OrderPageLine& line : page.lines) line.price = usd(0);
    page.attempts.clear();
    page.is_sandbox = false;
    page.events = {{"created", "7K2M-93QD", *page.paid_at},
                   {"state", "open>paid", *page.paid_at},
                   {"state", "paid>fulfilled", *page.paid_at}};
    add("order-free", page, frame());
    pages_.push_back({"receipt-file", receipt_file(paid_order(), frame())});
  }

  void sandbox() {
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

  void words() {
    add("help", HelpPage{}, frame(NavItem::help));
    Frame silent = frame(NavItem::help);
    silent.contact.clear();
    add("help-no-contact", HelpPage{}, silent);
    add("about", AboutPage{words_("Ines Calder"), "", "ed25519:8a6f0c2b9d", "0.1.0"},
        frame(NavItem::about));
    add("about-story", AboutPage{"", words_("# We sell\n\nbooks *and* tea"), "", ""}, frame());
    add("about-fallback", AboutFallbackPage{many_methods(), {"http://calder.onion"}, true},
        frame());
    add("about-fallback-bare", AboutFallbackPage{}, frame());
    const std::string terms(default_terms());
    add("terms", TermsPage{terms, 2, kNow, true, words_("Ines Calder")}, frame());
    add("terms-replaced", TermsPage{terms, 1, kNow, false, words_("Ines Calder")}, frame());
  }

  void errors() {
    for (const int status :
         {400, 403, 404, 405, 409, 410, 413, 414, 415, 417, 421, 429, 431, 500, 502, 503}) {
      ErrorPage page{{status, {}}, "01JD5Y8T3K9W2B7Q4N6M0XHZCV"};
      if (status == 429) page.problem.error.retry_after_s = 30;
      page.is_from_cart = status == 409;
      if (status == 409)
        page.problem.error = refusal("not_for_sale", {{"title", words_("Margins")}});
      Frame around = frame();
      if (status == 500) around.contact = words_("@desk:calder.example");
      if (status == 503) around.contact.clear();
      add("error-" + std::to_string(status), page, around);
    }
    add("maintenance", MaintenancePage{5, "01JD5Y8T3K9W2B7Q4N6M0XHZCV"}, frame());
  }

  const Words& words_;
  std::vector<DemoBook> books_;
  std::vector<GalleryPage> pages_;
};

TEST(Gallery, HasEveryPageInEveryState) {
  const std::vector<GalleryPage> pages = gallery([](std::string text) { return text; });
  EXPECT_GE(pages.size(), 50U);
  const char* folder = std::getenv("AAN_GALLERY_DIR");
  if (folder == nullptr) return;
  const auto write = [&](std::string_view name, std::string_view bytes) {
    const std::filesystem::path path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  };
  for (const GalleryPage& page : pages) write(page.name + ".html", page.html);
  for (const AssetFile& asset : all_assets()) write(asset.path.substr(1), asset.bytes);
}

}  // namespace

std::vector<GalleryPage> gallery(const Words& words) { return Gallery(words).all(); }

}  // namespace aan::web
