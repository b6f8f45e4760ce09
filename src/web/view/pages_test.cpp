#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "web/view/assets.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/book_page.hpp"
#include "web/view/books/browse_pages.hpp"
#include "web/view/gallery/gallery.hpp"
#include "web/view/sale/order_page.hpp"
#include "web/view/sale/sale_pages.hpp"
#include "web/view/sale/sandbox_page.hpp"

namespace aan::web {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const std::vector<GalleryPage>& all_pages() {
  static const std::vector<GalleryPage> pages = gallery([](std::string text) { return text; });
  return pages;
}

const std::string& page(std::string_view name) {
  for (const GalleryPage& one : all_pages())
    if (one.name == name) return one.html;
  ADD_FAILURE() << "no page " << name;
  static const std::string none;
  return none;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

// What stands inside the first element of that name, tags taken out.
std::size_t position(std::string_view text, std::string_view part) {
  const auto at = text.find(part);
  EXPECT_NE(at, text.npos) << "missing: " << part;
  return at;
}

std::set<std::string> values_of(std::string_view html, std::string_view attribute) {
  std::set<std::string> out;
  const std::string start = " " + std::string(attribute) + "=\"";
  for (auto at = html.find(start); at != html.npos; at = html.find(start, at + 1)) {
    const auto from = at + start.size();
    out.emplace(html.substr(from, html.find('"', from) - from));
  }
  return out;
}

// Without the blocks of data, which are JSON and which no browser runs.
std::string without_data(std::string html) {
  constexpr std::string_view kOpen = "<script type=\"application/ld+json\">";
  constexpr std::string_view kClose = "</script>";
  for (auto at = html.find(kOpen); at != html.npos; at = html.find(kOpen))
    html.erase(at, html.find(kClose, at) + kClose.size() - at);
  return html;
}

TEST(Pages, HaveOneHeadingOneMainALanguageAndATitle) {
  for (const auto& [name, html] : all_pages()) {
    EXPECT_EQ(count(html, "<h1"), 1U) << name;
    EXPECT_EQ(count(html, "<main"), 1U) << name;
    EXPECT_EQ(count(html, "<html lang=\"en\" dir=\"ltr\">"), 1U) << name;
    EXPECT_EQ(count(html, "<title>"), 1U) << name;
    EXPECT_THAT(html, Not(HasSubstr("<title></title>"))) << name;
  }
}

TEST(Pages, LeaveNoMarkerAndNoKeyBehind) {
  for (const auto& [name, html] : all_pages()) {
    EXPECT_THAT(without_data(html), Not(HasSubstr("{{"))) << name;
    if (name == "receipt-file") continue;  // its style sheet has braces
    const std::string words = without_data(html);
    EXPECT_EQ(words.find('{'), words.npos) << name << ": " << words.substr(words.find('{'), 60);
  }
}

TEST(Pages, CarryNoInlineStyleScriptOrHandler) {
  for (const auto& [name, html] : all_pages()) {
    EXPECT_THAT(html, Not(HasSubstr(" style="))) << name;
    // A saved receipt stands alone; its own policy allows this.
    if (name != "receipt-file") EXPECT_THAT(html, Not(HasSubstr("<style"))) << name;
    EXPECT_THAT(html, Not(HasSubstr(" onclick="))) << name;
    EXPECT_THAT(html, Not(HasSubstr("javascript:"))) << name;
    EXPECT_EQ(count(without_data(html), "<script"), count(html, "<script src=\"/assets/")) << name;
  }
}

TEST(Pages, LoadNothingFromElsewhere) {
  for (const auto& [name, html] : all_pages())
    for (const std::string& source : values_of(html, "src"))
      EXPECT_TRUE(source.starts_with("/") || source.starts_with("pictures/"))
          << name << ": " << source;
}

TEST(Pages, IdsAreUniqueAndEveryReferenceToOneLeadsSomewhere) {
  for (const auto& [name, html] : all_pages()) {
    const std::set<std::string> ids = values_of(html, "id");
    EXPECT_EQ(ids.size(), count(html, " id=\"")) << name;
    for (const char* attribute : {"for", "aria-labelledby"})
      for (const std::string& id : values_of(html, attribute))
        EXPECT_TRUE(ids.contains(id)) << name << ": " << attribute << " " << id;
  }
}

TEST(Pages, SayOnEachOfThemThatPaymentsArePlayMoney) {
  for (const auto& [name, html] : all_pages()) {
    if (name == "home-notice" || name == "receipt-file") continue;
    EXPECT_THAT(html, HasSubstr("This shop is in test mode: play money only.")) << name;
  }
  EXPECT_THAT(page("home-notice"), Not(HasSubstr("test mode")));
}

TEST(Pages, PostFormsThatMakeSomethingCarryAKey) {
  for (const auto& [name, html] : all_pages())
    for (auto at = html.find("<form"); at != html.npos; at = html.find("<form", at + 1)) {
      const std::string form = html.substr(at, html.find("</form>", at) - at);
      if (!form.contains("method=\"post\"") || form.contains("action=\"/cart/") ||
          form.contains("action=\"/checkout/coupon\"") ||
          form.contains("action=\"/checkout/place\"") || form.contains("action=\"/library") ||
          form.contains("/invoice\" method") || form.contains("action=\"/letters/") ||
          form.contains("/forget\" method") || form.contains("action=\"/address/") ||
          form.contains("action=\"/currency\"") || form.contains("action=\"/language\""))
        continue;  // what these do twice is done once
      EXPECT_THAT(form, HasSubstr("name=\"idempotency_key\" value=\"3vQm")) << name;
    }
}

TEST(Pages, OfTheCatalogueHoldNoKey) {
  for (const char* name : {"home", "books", "book", "book-free", "sample", "search-found"})
    EXPECT_THAT(page(name), Not(HasSubstr("idempotency_key"))) << name;
}

TEST(BookPage, TellsAccessibilityBeforeTheButtonThatBuys) {
  const std::string& html = page("book");
  const auto button = position(html, "action=\"/cart/add\"");
  EXPECT_LT(position(html, "<h1"), position(html, "$7.00"));
  EXPECT_LT(position(html, "$7.00"), button);
  EXPECT_LT(position(html, "EPUB, 1.2 MB"), button);
  EXPECT_LT(position(html, "DRM-free"), button);
  EXPECT_LT(position(html, "Readable in read aloud or dynamic braille"), button);
  EXPECT_LT(position(html, "Appearance can be modified"), button);
  EXPECT_LT(position(html, "meets accepted accessibility standards"), button);
}

TEST(BookPage, SaysThatItDoesNotKnowWhenTheBookSaysNothing) {
  const std::string& html = page("book-unknown-access");
  EXPECT_LT(position(html, "No information is available: the book says nothing"),
            position(html, "action=\"/cart/add\""));
  EXPECT_THAT(html, Not(HasSubstr("Ways of reading")));
}

TEST(BookPage, WithoutAPriceCannotBeBought) {
  const std::string& html = page("book-unpriced");
  EXPECT_THAT(html, HasSubstr("Price not set"));
  EXPECT_THAT(html, Not(HasSubstr("/cart/add")));
  EXPECT_THAT(html, Not(HasSubstr("/checkout?book=")));
  EXPECT_THAT(html, HasSubstr("Flashing content"));
}

TEST(BookPage, FreeIsAPriceOfItsOwn) {
  EXPECT_THAT(page("book-free"), HasSubstr("<p class=\"price num\">Free</p>"));
  EXPECT_THAT(page("book-free"), HasSubstr("/checkout?book=s001_"));
}

TEST(BookPage, GivesTheNumbersThatProveACopy) {
  EXPECT_THAT(page("book"), HasSubstr("bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52"));
  EXPECT_THAT(page("book"), HasSubstr("7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd2001"));
}

TEST(BookPage, TellsTheRegionOfItsLanguage) {
  BookPage book;
  book.card.language = "en-GB";
  EXPECT_THAT(render(book, Frame{}), HasSubstr("English (United Kingdom)"));
  book.card.language = "en-ZZ";
  EXPECT_THAT(render(book, Frame{}), HasSubstr("English (ZZ)"));
  book.card.language = "en";
  EXPECT_THAT(render(book, Frame{}),
              HasSubstr("<dd><a href=\"/languages/en\" dir=\"auto\">English</a></dd>"));
}

TEST(Pages, PicturesHaveTheShapeOfTheirPlaceBeforeTheyAreThere) {
  for (const auto& [name, html] : all_pages())
    for (auto at = html.find("<img"); at != html.npos; at = html.find("<img", at + 1)) {
      const std::string tag = html.substr(at, html.find('>', at) - at);
      if (!tag.contains("srcset=")) continue;
      EXPECT_THAT(tag, HasSubstr("width=\"320\" height=\"480\"")) << name;
    }
}

// A shop and a book of which everything is known that is said where a book is shared.
std::string shared_book_page(bool has_cover) {
  BookPage book;
  book.card.slug = "margins";
  book.card.title = "Margins";
  book.card.price = Money{700, *find_asset("USD")};
  if (has_cover) {
    book.card.cover.src_640 = "/covers/x.jpg";
    book.cover_size = {640, 960};
  }
  book.isbn13 = "9780306406157";
  book.published = "2009-10-01";
  book.accessibility.stated = true;
  book.accessibility.access_modes_sufficient = {"textual", "textual, visual"};
  book.contributors = {{"Ines Calder", "ines-calder", catalog::ContributorRole::author},
                       {"Tom Ark", "", catalog::ContributorRole::translator},
                       {"Bo Line", "", catalog::ContributorRole::cover},
                       {"Bo Line", "", catalog::ContributorRole::afterword}};
  Frame shop;
  shop.shop_name = "Calder";
  shop.address = "https://calder.example";
  shop.canonical_path = "/books/margins";
  return render(book, shop);
}

TEST(BookPage, SaysWhereItIsSharedWhichBookItIs) {
  const std::string html = shared_book_page(true);
  const auto has = [&](const std::string& name, const std::string& value) {
    EXPECT_EQ(count(html, "\"" + name + "\" content=\"" + value + "\">"), 1U) << name;
  };
  has("og:type", "book");
  has("og:image", "https://calder.example/covers/x.jpg");
  has("og:image:width", "640");
  has("og:image:height", "960");
  has("og:image:alt", "Cover of Margins");
  has("book:isbn", "9780306406157");
  has("book:release_date", "2009-10-01");
  has("book:author", "https://calder.example/authors/ines-calder");
  has("product:price:amount", "7.00");
  has("product:price:currency", "USD");
  has("twitter:card", "summary");
  const std::string bare = shared_book_page(false);
  EXPECT_THAT(bare, HasSubstr("\"og:type\" content=\"book\"")) << "without a cover it is one too";
  EXPECT_THAT(bare, Not(HasSubstr("og:image")));
  EXPECT_THAT(page("home"), Not(HasSubstr("product:price")));
}

TEST(BookPage, TellsSearchEnginesWhoSellsItAndWhoseItIs) {
  const std::string html = shared_book_page(true);
  EXPECT_THAT(html, HasSubstr(R"("@type":["Book","Product"])"));
  EXPECT_THAT(html, HasSubstr(R"("gtin13":"9780306406157")"));
  EXPECT_THAT(
      html,
      HasSubstr(R"("accessModeSufficient":[{"@type":"ItemList","itemListElement":)"
                R"(["textual"]},{"@type":"ItemList","itemListElement":["textual","visual"]}])"));
  EXPECT_THAT(html, HasSubstr(R"("seller":{"@type":"Organization","name":"Calder"})"));
  EXPECT_THAT(html, HasSubstr(R"({"@type":"Person","name":"Ines Calder",)"
                              R"("url":"https://calder.example/authors/ines-calder"})"));
  EXPECT_THAT(html, HasSubstr(R"("translator":[{"@type":"Person","name":"Tom Ark"}])"));
  EXPECT_THAT(html, HasSubstr(R"("contributor":[{"@type":"Person","name":"Bo Line"}])"));
}

TEST(ErrorPages, OfWhatIsNotHereLeadToAllBooks) {
  EXPECT_THAT(page("error-404"), HasSubstr("<a class=\"button primary\" href=\"/books\">"));
  EXPECT_THAT(page("error-500"), HasSubstr("<a class=\"button primary\" href=\"/\">"));
}

TEST(CheckoutPage, ShowsARestingMethodWithItsReasonAndChoosesAnother) {
  const std::string& html = page("checkout-methods");
  EXPECT_THAT(html, HasSubstr("id=\"m-card\" value=\"card\" disabled"));
  EXPECT_THAT(html, HasSubstr("the processor does not answer"));
  EXPECT_THAT(html, HasSubstr("id=\"m-lightning\" value=\"lightning\" checked"));
  EXPECT_LT(position(html, "id=\"slip\""), position(html, "name=\"method\""));
}

TEST(CheckoutPage, WithoutAnyMethodAsksForNoMoney) {
  EXPECT_THAT(page("checkout-none"), HasSubstr("No way to pay works right now"));
  EXPECT_THAT(page("checkout-none"), Not(HasSubstr("class=\"pay-do\"")));
}

TEST(CheckoutPage, OfFreeBooksAsksForNoMethod) {
  EXPECT_THAT(page("checkout-free"), Not(HasSubstr("name=\"method\"")));
  EXPECT_THAT(page("checkout-free"), HasSubstr("Get your books"));
}

TEST(OrderPage, ReadyHasAButtonForEachFileAndTheUsesLeft) {
  const std::string& html = page("order-ready");
  EXPECT_EQ(count(html, "/downloads\" method=\"post\""), 2U);
  EXPECT_THAT(html, HasSubstr("5 downloads left, until"));
  EXPECT_THAT(html, HasSubstr("<svg class=\"qr\""));
}

TEST(OrderPage, OfOneBookSpeaksOfOne) {
  EXPECT_THAT(page("order-one"), HasSubstr("<h1>Your book is ready</h1>"));
  EXPECT_THAT(page("order-one"), AllOf(HasSubstr("Download it now"), HasSubstr("\"opds:")));
  EXPECT_THAT(page("order-ready"), HasSubstr("<h1>Your books are ready</h1>"));
}

TEST(OrderPage, SaysWhatIsMissing) {
  const std::string& html = page("order-underpaid");
  EXPECT_THAT(html, HasSubstr("<h1>$9.50 is missing</h1>"));
  EXPECT_THAT(html, HasSubstr("We received $9.50 of $19.00."));
  EXPECT_THAT(html, HasSubstr("Pay the missing $9.50"));
}

TEST(OrderPage, SaysThatASecondPaymentIsOwedBack) {
  const std::string& html = page("order-late-twice");
  EXPECT_THAT(html, HasSubstr("You paid $19.00 more than this order costs."));
  EXPECT_THAT(html, HasSubstr("Your payment came after its time."));
  EXPECT_THAT(html, HasSubstr("$19.00 owed back to you"));
}

TEST(OrderPage, RenewsASpentDownloadAndSaysWhenAnExpiredOneCanBe) {
  const std::string& html = page("order-late-twice");
  EXPECT_EQ(count(html, "/renewals\" method=\"post\""), 1U);
  EXPECT_THAT(html, HasSubstr("All downloads of this file are used up."));
  EXPECT_THAT(html, HasSubstr("It can be renewed from"));
  EXPECT_THAT(html, HasSubstr("New address for this page"));
}

TEST(OrderPage, SaysThatNothingWasChargedOnlyWhereItIsTrue) {
  for (const char* name : {"order-waiting", "order-cancelled"}) {
    EXPECT_THAT(page(name), HasSubstr("No payment has reached us"));
    EXPECT_THAT(page(name), Not(HasSubstr("charged, nothing will be"))) << "money may be silent";
    EXPECT_THAT(page(name), Not(HasSubstr("This page will know"))) << "not without scripts";
  }
  for (const char* name : {"order-underpaid", "order-cancelled-part"})
    EXPECT_THAT(page(name), Not(HasSubstr("No payment has reached us"))) << name;
}

TEST(OrderPage, OfAPartPaidOrderThatWasGivenUpSaysOneThing) {
  const std::string& html = page("order-cancelled-part");
  EXPECT_THAT(html, HasSubstr("You cancelled it. We received $9.50 of $19.00."));
  EXPECT_THAT(html, HasSubstr("Pay the missing $9.50 and the order is complete: what came counts. "
                              "Otherwise $9.50 is owed back to you"));
  EXPECT_THAT(html, HasSubstr("Pay $9.50 this way"));
  const std::string& no_way = page("order-cancelled-part-no-way");
  EXPECT_THAT(no_way, HasSubstr("$9.50 is owed back to you"));
  EXPECT_THAT(no_way, Not(HasSubstr("Pay the missing")));
}

TEST(OrderPage, SaysWhoGaveItUpAndInventsNoPayment) {
  const std::string& html = page("order-cancelled-part");
  EXPECT_EQ(count(html, "Part of the payment arrived"), 1U);
  EXPECT_THAT(html, HasSubstr("You cancelled the order"));
  EXPECT_THAT(html, Not(HasSubstr("<span>Order given up"))) << "once is enough";
  EXPECT_THAT(page("order-cancelled-time"), HasSubstr("It was not paid in time."));
  EXPECT_THAT(page("order-cancelled-time"), Not(HasSubstr("ou cancelled")));
  EXPECT_THAT(page("order-cancelled"), Not(HasSubstr("ou cancelled"))) << "not known";
}

TEST(OrderPage, WithADamagedFileDoesNotCallItReady) {
  EXPECT_THAT(page("order-damaged"), HasSubstr("<h1>Our copy of your book is damaged</h1>"));
  EXPECT_THAT(page("order-damaged"), Not(HasSubstr("Download it now")));
  EXPECT_LT(position(page("order-damaged"), "mailto:"),
            position(page("order-damaged"), "class=\"order-books\""));
  EXPECT_THAT(page("order-part-damaged"), HasSubstr("<h1>A part of your order is ready</h1>"));
}

TEST(OrderPage, SaysHowOftenADownloadIsRenewed) {
  EXPECT_THAT(page("order-ready"), HasSubstr("After that this page renews them, up to 10 times."));
  EXPECT_THAT(page("order-part-damaged"), HasSubstr("they cannot be renewed any more"));
}

TEST(OrderPage, OfABookThatIsNoLongerSoldHasNoLinkAndSaysSo) {
  EXPECT_EQ(count(page("order-part-damaged"), "No longer sold; your copy stays on this page."), 1U);
  EXPECT_THAT(page("order-ready"), Not(HasSubstr("No longer sold")));
}

TEST(OrderPage, OfAFreeOrderSpeaksOfNoPayment) {
  const std::string& html = page("order-free");
  for (const char* word : {"Paid on", "Paid in full", "$0.00"})
    EXPECT_THAT(html, Not(HasSubstr(word)));
  EXPECT_THAT(html, HasSubstr("<td>Free</td>"));
  EXPECT_THAT(html, HasSubstr("<dt>Delivered</dt>"));
}

TEST(OrderPage, HasAFailedOrLostPaymentAsItsHeadlineWithWhatToDoNext) {
  for (const auto& [name, heading] : std::initializer_list<std::pair<const char*, const char*>>{
           {"order-failed", "<h1>The payment failed</h1>"},
           {"order-lost", "<h1>The payment failed after all</h1>"},
           {"order-unbegun", "<h1>The payment could not be begun</h1>"},
           {"order-payment_lost", "<h1>The payment was lost</h1>"}}) {
    const std::string& html = page(name);
    EXPECT_LT(position(html, heading), position(html, "Try once more below")) << name;
    EXPECT_LT(position(html, "Try once more below"), position(html, "/payments\" method=\"post\""))
        << name;
    EXPECT_THAT(html, HasSubstr("class=\"order-head tone-care\"")) << name;
  }
  EXPECT_THAT(page("order-payment-expired"), HasSubstr("The time for this payment passed"));
  EXPECT_THAT(page("order-payment-expired"), HasSubstr("No way to pay works right now."));
}

TEST(OrderPage, ShowsNoDownloadBeforeItIsPaid) {
  for (const char* name : {"order-waiting", "order-pending", "order-underpaid", "order-cancelled",
                           "order-payment_lost"})
    EXPECT_THAT(page(name), Not(HasSubstr("/downloads"))) << name;
}

TEST(OrderPage, LooksAgainByItselfOnlyWhileItWaits) {
  for (const char* name : {"order-waiting", "order-pending", "order-paid"}) {
    EXPECT_THAT(page(name), HasSubstr("<script src=\"/assets/shop.")) << name;
    EXPECT_THAT(page(name), HasSubstr(" data-waits>")) << name;
    EXPECT_THAT(page(name), HasSubstr("Look again")) << name;
  }
  EXPECT_THAT(page("order-cancelled"), Not(HasSubstr("<script src=\"/assets/shop.")));
  EXPECT_THAT(page("order-ready"), Not(HasSubstr("data-waits")));
}

TEST(OrderPage, TimelineShowsStoredFactsWithTheirDates) {
  const std::string& html = page("order-ready");
  EXPECT_THAT(html, HasSubstr("<time datetime=\"2026-11-"));
  EXPECT_LT(position(html, "Order placed, prices fixed"), position(html, "Payment complete"));
  EXPECT_LT(position(html, "Payment complete"), position(html, "Delivered to this page"));
}

TEST(ReceiptFile, NeedsNothingButItself) {
  const std::string& html = page("receipt-file");
  EXPECT_THAT(html, Not(HasSubstr("/assets/")));
  EXPECT_THAT(html, HasSubstr("href=\"https://calder.example/orders/3vQm"));
  EXPECT_THAT(html, HasSubstr("Mirjam Holt"));
}

TEST(SandboxPage, HasAButtonForEachThingThatCanHappen) {
  for (const char* name : {"pay", "pay-too-little", "pay-late", "pay-twice", "fail",
                           "pay-report-twice", "pay-never-report"}) {
    EXPECT_THAT(page("sandbox"), HasSubstr("value=\"" + std::string(name) + "\"")) << name;
    EXPECT_TRUE(parse_sandbox_action(name)) << name;
  }
  EXPECT_FALSE(parse_sandbox_action("steal"));
}

TEST(SandboxPage, OfAPaidAttemptSaysSoAndInvitesNobodyToPayAgain) {
  const std::string& html = page("sandbox-paid");
  EXPECT_THAT(html, HasSubstr("<h1>Paid</h1>"));
  EXPECT_THAT(html, HasSubstr("Your order page has your books."));
  EXPECT_LT(position(html, "<details"), position(html, "value=\"pay\""));
  EXPECT_THAT(html, Not(HasSubstr("class=\"primary\" type=\"submit\" name=\"action\"")));
  EXPECT_THAT(page("sandbox-paid-silent"), HasSubstr("The shop has not heard of it yet"));
  EXPECT_THAT(page("sandbox-part"), Not(HasSubstr("the whole amount")));
  EXPECT_THAT(page("sandbox-part"), HasSubstr("Pays the rest"));
}

TEST(CartPage, LeadsToTheOrderThatWasJustPlaced) {
  EXPECT_THAT(page("cart-just-placed"), HasSubstr("Your order 7K2M-93QD waits for your payment"));
  EXPECT_THAT(page("cart-just-placed"), HasSubstr("href=\"/orders/3vQm"));
}

TEST(CartPage, WithNothingToOrderOffersNoCheckoutAndSaysWhy) {
  EXPECT_THAT(page("cart-none-ready"), Not(HasSubstr("value=\"checkout\"")));
  EXPECT_THAT(page("cart-none-ready"), HasSubstr("none of these can be bought at the moment"));
  EXPECT_THAT(page("cart"), HasSubstr("value=\"checkout\""));
}

TEST(CheckoutPage, SaysWhatIsLeftOutAndWhereItStays) {
  EXPECT_THAT(page("checkout-left-out"),
              HasSubstr("Margins cannot be bought at the moment. It is not part of this order and "
                        "stays in your cart."));
}

TEST(ErrorPage, LeadsBackToTheCartThatLedThere) {
  EXPECT_THAT(page("error-409"), HasSubstr("href=\"/cart\">Back to the cart"));
  EXPECT_THAT(page("error-404"), Not(HasSubstr("Back to the cart")));
}

TEST(ErrorPage, NamesTheRequestAndWhatToDo) {
  EXPECT_THAT(page("error-404"), HasSubstr("01JD5Y8T3K9W2B7Q4N6M0XHZCV"));
  EXPECT_THAT(page("error-429"), HasSubstr("Please try again in 30 seconds."));
  EXPECT_THAT(page("error-409"), HasSubstr("“Margins” cannot be bought at the moment."));
}

TEST(Pages, NeverShowTheSentenceThatWasWrittenForTheApi) {
  for (const auto& [name, html] : all_pages())
    EXPECT_THAT(html, Not(HasSubstr("what the API says"))) << name;
}

TEST(Contact, StandsWhereABuyerNeedsIt) {
  const std::string mail = "href=\"mailto:desk@calder.example\"";
  for (const char* name : {"help", "about", "terms", "error-404", "error-429", "order-late-twice",
                           "order-payment_lost", "order-ready"})
    EXPECT_EQ(count(page(name), mail), 1U) << name;
  EXPECT_THAT(page("receipt-file"), HasSubstr("desk@calder.example"));
  EXPECT_THAT(page("error-500"), HasSubstr("<strong>@desk:calder.example</strong>"));
  EXPECT_LT(position(page("order-late-twice"), "To ask about it, name order 7K2M-93QD"),
            position(page("order-late-twice"), "class=\"order-books\""));
}

TEST(Contact, IsNotPromisedWhenThereIsNone) {
  for (const char* name : {"help-no-contact", "error-503", "maintenance"}) {
    EXPECT_THAT(page(name), Not(HasSubstr("class=\"contact\""))) << name;
    EXPECT_THAT(page(name), Not(HasSubstr("rite to "))) << name;
  }
  EXPECT_THAT(page("help-no-contact"), HasSubstr("whoever runs the shop can find the order"));
  EXPECT_THAT(page("help"), HasSubstr("Its address stands at the end of this page."));
}

TEST(Terms, NameTheirVersionAndTheDayItCameIntoForce) {
  EXPECT_THAT(page("terms"), HasSubstr("Version 2, in force since 23 November 2026"));
  EXPECT_THAT(page("terms-replaced"), HasSubstr("until a newer one replaced it"));
  for (const char* name : {"order-ready", "receipt-file"})
    EXPECT_THAT(page(name), HasSubstr("<a href=\"https://calder.example/terms/2\">Version 2</a>"));
}

TEST(Subjects, OfLibrariesAreShownInWords) {
  const Locale& english = find_locale("en");
  EXPECT_EQ(subject_name(english, "Booksellers and bookselling -- Fiction"),
            "Booksellers and bookselling: Fiction");
  EXPECT_EQ(subject_name(english, "Natural history--Massachusetts -- Walden Woods"),
            "Natural history: Massachusetts, Walden Woods");
  EXPECT_EQ(subject_name(english, "Self-hosting"), "Self-hosting");
  EXPECT_EQ(subject_name(english, "-- Whales --"), "Whales");
}

TEST(Subjects, OnABooksPageKeepTheirOwnDirection) {
  EXPECT_THAT(page("book"), ContainsRegex("<a href=\"/subjects/[^\"]+\" dir=\"auto\">"));
}

TEST(LibraryPage, OffersWhatIsReadAgainAndWhatIsFetched) {
  const std::string& html = page("library");
  EXPECT_THAT(html, HasSubstr("Go on reading"));
  EXPECT_THAT(html, HasSubstr("HZCV/1\">Read again from the beginning<")) << "from the first page";
  EXPECT_THAT(html,
              HasSubstr("/downloads\" method=\"post\"><input type=\"hidden\" name=\"grant\""));
  EXPECT_THAT(html, AllOf(HasSubstr("Download PDF, 3.5 MB"), HasSubstr("\"opds://calder.")));
}

TEST(ComicPage, ShowsThePictureFirstAndLeadsTheWayTheComicIsRead) {
  const std::string& html = page("comic");
  EXPECT_THAT(html, HasSubstr("<body class=\"reading light-device size-3 own comic\">"));
  EXPECT_THAT(html, HasSubstr("<div class=\"comic-stage\" dir=\"rtl\">\n<img src=\"/read/"));
  EXPECT_THAT(html, HasSubstr("/g/pictures/12.jpg\" alt=\"The picture of page 12\""));
  EXPECT_THAT(html, HasSubstr("Page 12 of 40"));
  EXPECT_THAT(html, HasSubstr("/g/13\"><span>Next"));
  EXPECT_THAT(html, Not(HasSubstr("Larger letters")));
  EXPECT_THAT(html, HasSubstr("look=night-3"));
  EXPECT_THAT(html, Not(HasSubstr("Contents"))) << "one entry is no choice";
  EXPECT_LT(html.find("/pictures/"), html.find("<h1"));
  const std::string& end = page("comic-end");
  EXPECT_THAT(end, HasSubstr("dir=\"ltr\">\n<img"));
  EXPECT_THAT(end, HasSubstr("Contents"));
  EXPECT_THAT(end, HasSubstr("Here the book ends."));
  EXPECT_THAT(end, Not(HasSubstr("rel=\"next\"")));
}

TEST(ReadingLook, IsAWordOfTheAddress) {
  EXPECT_EQ(name_of(ReadingLook{}), "");
  EXPECT_EQ(name_of(ReadingLook{ReadingLight::day, 7}), "day-7");
  EXPECT_EQ(parse_reading_look("night-1"), (ReadingLook{ReadingLight::night, 1}));
  for (const char* word :
       {"", "night", "night-", "night-0", "night-8", "night-10", "dusk-3", "night-3 "})
    EXPECT_FALSE(parse_reading_look(word)) << word;
  EXPECT_EQ(with_look("/a#t1", {ReadingLight::night, 4}), "/a?look=night-4#t1");
  EXPECT_EQ(with_look("/a?page=2", {ReadingLight::night, 4}), "/a?page=2&look=night-4");
  EXPECT_EQ(with_look("/a", {}), "/a");
  EXPECT_EQ(with_look("/a", {}, true), "/a?look=device-3");
}

TEST(SamplePage, OfSeveralPagesLeadsThroughThem) {
  const std::string& html = page("sample-page");
  EXPECT_THAT(html, HasSubstr("<strong aria-current=\"page\">The thumb</strong>"));
  EXPECT_THAT(html, HasSubstr("/sample\">The opening</a>"));
  EXPECT_THAT(html, HasSubstr("/sample?page=3\">The gutter</a>"));
  EXPECT_THAT(html, HasSubstr("The gutter, continued</a>"));
  EXPECT_THAT(html, HasSubstr("The sample goes on"));
  EXPECT_THAT(page("sample"), HasSubstr("Here the sample ends"));
  EXPECT_THAT(page("sample"), Not(HasSubstr("In this sample")));
}

TEST(Frame, DiffersByVisitorOnlyInTheCart) {
  BookPage book;
  book.card.title = "A";
  book.card.slug = "a";
  Frame one;
  one.shop_name = "Shop";
  Frame two = one;
  EXPECT_EQ(render(book, one), render(book, two));
  two.cart_count = 2;
  EXPECT_NE(render(book, one), render(book, two));
  EXPECT_THAT(render(book, two), HasSubstr("Cart, 2 books"));
}

TEST(About, StandsBesideWhatIsChargedAndNeverInItsPlace) {
  EXPECT_THAT(page("book-about"), HasSubstr(" <span class=\"about\">about £"));
  EXPECT_THAT(page("checkout-about"),
              HasSubstr("$23.50 <span class=\"about\">about £18.57</span>"));
  EXPECT_THAT(page("checkout-about"), HasSubstr("You pay $23.50."));
  EXPECT_THAT(page("checkout-about"), HasSubstr("name=\"currency\" value=\"USD\""));
  EXPECT_THAT(page("cart-about"), HasSubstr("about £18.57"));
  EXPECT_THAT(page("books-about"), HasSubstr("With an estimate in"));
  for (const char* const plain : {"book", "cart", "checkout", "books-currencies"})
    EXPECT_THAT(page(plain), Not(HasSubstr("class=\"about\""))) << plain;
}

TEST(Frame, AnUnknownLanguageIsAnsweredInEnglish) {
  Frame frame;
  frame.locale = "xx-YY";
  EXPECT_THAT(render(HomePage{}, frame), HasSubstr("lang=\"en\""));
}

}  // namespace
}  // namespace aan::web
