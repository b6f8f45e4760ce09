#include <utility>

#include "web/view/books/buy_page.hpp"
#include "web/view/books/reading_page.hpp"
#include "web/view/books/search_page.hpp"
#include "web/view/gallery/gallery_maker.hpp"

namespace aan::web {

void Gallery::home() {
  HomePage page;
  const DemoBook& front = find("the-shop-that-would-not-close");
  page.featured = FeaturedBook{front.card, front.description, true};
  page.shelves = {{ShelfKind::newest, "", "/books", cards(0, 6)},
                  {ShelfKind::free_books, "", "/free", cards(13, 6)},
                  {ShelfKind::subject, words_("Fiction"), "/subjects/fiction", cards(26, 6)}};
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

void Gallery::lists() {
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

// Lists that are long: an author with 400 books, a shop with 10,000 subjects.
void Gallery::many() {
  BooksPage author;
  author.filter.author = words_("ines-calder");
  author.author_name = words_("Ines Calder");
  author.books = cards(0, 24);
  author.total = 400;
  author.page = 8;
  author.pages = 17;
  add("books-author-many", author, frame());
  BooksPage wide;
  for (int i = 0; i < 500; ++i)
    wide.subjects.push_back({"subject-" + std::to_string(i),
                             words_("Great Britain -- History") + " -- " + std::to_string(i),
                             1000 - i});
  wide.languages = languages();
  wide.books = cards(0, 24);
  wide.total = 88'765;
  wide.pages = 3699;
  add("books-many-subjects", wide, frame(NavItem::books));
  BooksPage shelf;
  shelf.filter.subject = "history";
  shelf.subject_name = words_("Bookselling -- History");
  shelf.broader = {{words_("Bookselling"), "/subjects/bookselling", 16}};
  for (int i = 0; i < 13; ++i)
    shelf.narrower.push_back({words_("History") + " " + std::to_string(i), "/subjects/h", i});
  shelf.books = cards(3, 6);
  shelf.total = 6;
  add("books-subject-tree", shelf, frame());
  IndexPage index;
  for (char letter = 'A'; letter <= 'Z'; ++letter)
    index.letters.push_back({std::string(1, static_cast<char>(letter + 32)), {letter}, false});
  index.is_frequent = true;
  const auto names = [&](std::size_t count, int books) {
    std::vector<IndexEntry> entries;
    for (std::size_t i = 0; i < count; ++i)
      entries.push_back({subjects()[i % 10].label + " " + std::to_string(i),
                         "/subjects/" + std::to_string(i), books - static_cast<int>(i)});
    return entries;
  };
  index.sections = {{"words", names(60, 10'000)}, {"thema", names(9, 40)}};
  add("subjects-many", index, frame());
  index.letters[2].is_current = true;
  index.is_frequent = false;
  index.sections = {{"", names(385, 10'000)}};
  index.sections[0].entries[4].label = words_(std::string(300, 'w'));
  add("subjects-letter", index, frame());
  IndexPage level;
  level.heading = words_("Bookselling");
  level.broader = {{words_("Books"), "/subjects?under=books", 3}};
  level.sections = {{"",
                     {{words_("History"), "/subjects?under=history", 12},
                      {words_("Biography"), "/subjects/biography", 2}}}};
  add("subjects-level", level, frame());
  IndexPage authors;
  authors.kind = IndexKind::authors;
  authors.letters = {{"c", "C", false, true}, {"~", "", true, false}};
  authors.sections = {{"", {{words_("Calder, Ines"), "/authors/ines-calder", 400}}}};
  authors.next_path = "/authors?behind=x";
  add("authors", authors, frame());
  IndexPage languages;
  languages.kind = IndexKind::languages;
  languages.sections = {{"", {{"en", "/languages/en", 28}, {"ar", "/languages/ar", 1}}}};
  add("languages", languages, frame());
  IndexPage none;
  none.kind = IndexKind::publishers;
  add("publishers-none", none, frame());
  none.letters = {{"c", "C"}};
  add("publishers-letter", none, frame());
}

// A shop of three currencies, seen in one in which not everything is sold.
void Gallery::currencies() {
  Frame several = frame(NavItem::books);
  several.currency = "GBP";
  several.currencies = {"USD", "EUR", "GBP"};
  several.here = "/books";
  BooksPage list;
  list.books = cards(0, 6);
  list.total = 6;
  for (const std::size_t i : {1U, 4U}) {
    list.books[i].price.reset();
    list.books[i].sold_in = {"EUR", "USD"};
  }
  add("books-currencies", list, several);
  BookPage page = book_page(find("the-shop-that-would-not-close"));
  page.card.price.reset();
  page.card.sold_in = {"EUR", "USD"};
  page.can_be_bought = false;
  add("book-elsewhere", page, several);
  CartPage cart;
  for (const BookCard& card : list.books) {
    CartLine& line = cart.lines.emplace_back();
    line.card = card;
    line.offer_id = "o-" + card.slug;
    line.can_be_bought = card.price.has_value();
  }
  cart.lines.resize(3);
  cart.total = {1350, *find_asset("GBP")};
  add("cart-currencies", cart, several);
  CheckoutPage checkout;
  checkout.lines.push_back({list.books[0], cart.total});
  checkout.subtotal = checkout.total = cart.total;
  checkout.discount = Money{0, cart.total.asset};
  checkout.left_elsewhere = {words_("Margins")};
  checkout.idempotency_key = kSecret;
  checkout.methods = {{"sandbox", true, std::nullopt}};
  add("checkout-currencies", checkout, several);
}

void Gallery::about() {
  Frame beside = frame(NavItem::books);
  beside.currency = "USD";
  beside.currencies = {"USD", "EUR"};
  beside.about_currencies = {"GBP", "JPY"};
  beside.about = catalog::AboutRate{*find_asset("GBP"), 79, 2, std::nullopt};
  beside.here = "/books";
  BooksPage list;
  list.books = cards(0, 6);
  list.books[1].compare_at = usd(4900);
  list.books[2].buyer_sets_price = true;
  list.total = 6;
  add("books-about", list, beside);
  BookPage page = book_page(find("the-shop-that-would-not-close"));
  page.can_be_bought = true;
  add("book-about", page, beside);
  CartPage cart;
  for (const BookCard& card : cards(17, 3)) {
    cart.lines.push_back({card, "o-" + card.slug, true});
    cart.lines.back().price = *card.price;
  }
  cart.total = usd(2350);
  add("cart-about", cart, beside);
  CheckoutPage checkout;
  checkout.lines.push_back({list.books[0], usd(2350)});
  checkout.subtotal = checkout.total = usd(2350);
  checkout.discount = usd(0);
  checkout.idempotency_key = kSecret;
  checkout.methods = {{"sandbox", true, std::nullopt}};
  add("checkout-about", checkout, beside);
}

void Gallery::dates() {
  BookPage page = book_page(find("the-shop-that-would-not-close"));
  page.can_be_bought = true;
  page.card.sale_state = catalog::SaleState::preorder;
  page.card.sale_day = kNow + Duration::days(90);
  page.territory = catalog::Territory::only;
  page.countries = {"DE", "AT"};
  page.bundles = {ShelfKind::of_this_book, "", "", cards(3, 2)};
  add("book-preorder", page, frame());
  page.can_be_bought = false;
  page.card.sale_state = catalog::SaleState::not_yet;
  page.territory = catalog::Territory::except;
  add("book-not-yet", page, frame());
  page.card.sale_state = catalog::SaleState::over;
  add("book-over", page, frame());
}

void Gallery::bundles() {
  BundlePage page;
  page.books = cards(4, 5);
  page.card.slug = "night-shelves";
  page.card.title = words_("Five for the night");
  page.card.authors = {words_("Ines Calder")};
  page.card.price = usd(1900);
  page.card.compare_at = page.apart = usd(2750);
  page.card.bundled = 5;
  page.card.cover = page.books.front().cover;
  page.saved = usd(850);
  page.offer_id = "o-night";
  page.description = words_("Five books that are read with the lamp on.") + "\n\n" +
                     words_("None of them is long.");
  Frame with = frame(NavItem::bundles);
  with.has_bundles = true;
  add("bundle", page, with);
  page.availability = catalog::Availability::being_restored;
  page.because_of = words_("Margins");
  add("bundle-rests", page, with);
  page.availability = catalog::Availability::available;
  with.has_ways_to_pay = false;
  page.description.clear();
  page.saved.reset();
  add("bundle-not-yet", page, with);
  BundlesPage list;
  list.bundles = {page.card, page.card, page.card};
  list.total = 27;
  list.pages = 2;
  add("bundles", list, with);
  add("bundles-none", BundlesPage{}, frame(NavItem::bundles));
}

void Gallery::search() {
  SearchPage page;
  add("search", page, frame());
  page.query = words_("colour and typ");
  page.suggestion = words_("colour and type");
  page.subjects = subjects();
  page.languages = languages();
  page.books = cards(10, 6);
  page.authors = {{"ines-calder", words_("Ines Calder"), 7},
                  {"noor-haddad", words_("Noor Haddad"), 2}};
  using Shelf = ShelfCalledSo::Kind;
  page.shelves = {{Shelf::author, "ines-calder", words_("Ines Calder"), 7},
                  {Shelf::series, "Colour and Type", words_("Colour and Type"), 0},
                  {Shelf::subject, "colour", words_("Colour"), 61}};
  page.formats = {{"epub", "", 58}, {"pdf", "", 9}};
  page.prices = {{"free", "", 4}, {"low", "", 30}, {"middle", "", 27}};
  page.total = 61;
  page.page = 2;
  page.pages = 3;
  page.upto = 790'000'000;
  Frame priced = frame();
  priced.currency = "USD";
  add("search-found", page, priced);
  SearchPage narrowed = page;
  narrowed.shelves.clear();
  narrowed.filter = {.author = "ines-calder", .price = catalog::PriceBand::low};
  narrowed.author_name = words_("Ines Calder");
  narrowed.suggestion.clear();
  add("search-narrowed", narrowed, priced);
  narrowed.filter = {};
  narrowed.is_loose = true;
  add("search-loose", narrowed, priced);
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

BookPage Gallery::book_page(const DemoBook& from) const {
  BookPage page;
  page.card = from.card;
  page.offer_id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
  page.description = from.description;
  for (const std::string& name : from.card.authors)
    page.contributors.push_back({name, slug(name), catalog::ContributorRole::author});
  page.contributors.push_back(
      {words_("Noor Haddad"), "noor-haddad", catalog::ContributorRole::editor});
  for (const std::string& name : from.subjects) page.subjects.push_back({slug(name), name});
  if (!from.card.series.empty()) page.series_path = books_path({.series = from.card.series});
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
  page.also = {ShelfKind::related, words_("Bookselling"), "/subjects/bookselling", cards(4, 6)};
  return page;
}

void Gallery::reading() {
  ReadingPageView page;
  page.path = std::string("/read/") + kSecret + "/g";
  page.back_path = std::string("/orders/") + kSecret;
  page.title = find("margins").card.title;
  page.authors = find("margins").card.authors;
  page.language = "en";
  for (int i = 0; i < 4; ++i)
    page.index.pages.push_back({words_("The gutter"), {}, 1000, static_cast<std::uint64_t>(i + 1)});
  page.index.characters = 4000;
  page.index.contents = {{words_("Opening"), 0, "s1"},
                         {words_("The thumb"), 0, "s2"},
                         {words_("The gutter"), 1, "t1"},
                         {words_("Notes"), 0, "s4"}};
  page.index.places = {{"s1", 0}, {"s2", 1}, {"t1", 1}, {"t2", 3}, {"s4", 3}};
  page.page = 2;
  page.share = 250'000;
  page.text = with_ways(
      "<div lang=\"en\"><section id=\"s2\"><h2>The thumb</h2><p>Hold a paperback open with one "
      "hand, "
      "standing, on a tram.<a href=\"#t2\">1</a> Your thumb is lying in the gutter at the foot of "
      "the page, and the four fingers carry the back.</p><p>See <a "
      "href=\"#t1\">below</a>.</p><p><img "
      "src=\"p1\" alt=\"A hand\"/></p><h3 id=\"t1\">The gutter</h3><p>Nobody looks "
      "there.</p></section>"
      "</div>",
      page.index, page.page, page.look);
  add("reading", page, frame());
  page.look = {ReadingLight::night, 4};
  page.reference = "7K2M-93QD";
  page.page = 5;
  const Html chapter = std::exchange(page.text, Html::trusted(""));
  page.share = catalog::kWholeBook;
  page.is_gift = true;
  add("reading-end", page, frame());
  page.index.contents.clear();
  page.index.pages.resize(1);
  page.index.pages.front().title.clear();
  page.page = 1;
  page.text = chapter;
  page.share = 0;
  page.look = {ReadingLight::day, 7};
  add("reading-one-page", page, frame());
  page.index.pages.assign(40, {"", {}, 1, 1});
  page.page = 12;
  page.is_gift = false;
  page.look = {};
  page.picture = {12, true};
  add("comic", page, frame());
  page.index.contents = {{words_("One"), 0, "s1"}, {words_("Two"), 0, "s12"}};
  page.index.places = {{"s1", 0}, {"s12", 11}};
  page.page = 40;
  page.picture = {40, false};
  add("comic-end", page, frame());
}

void Gallery::book() {
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
  BuyPage buying;
  buying.card = find("margins").card;
  buying.offer_id = "s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
  buying.origin = "https://calder.example";
  buying.has_sample = buying.can_be_bought = true;
  add("buy", buying, frame());
  buying.card.buyer_sets_price = true;
  add("buy-own-price", buying, frame());
  buying.can_be_bought = false;
  add("buy-not-now", buying, frame());
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
  sample.look = {ReadingLight::night, 5};
  sample.has_file = true;
  add("sample-night", sample, frame());
  reading();
}

}  // namespace aan::web
