#include "web/view/address_page.hpp"
#include "web/view/gallery_maker.hpp"
#include "web/view/letters_page.hpp"
#include "web/view/library_pages.hpp"

namespace aan::web {

void Gallery::library() {
  LibraryDoorPage door;
  add("library-door-no-mail", door, frame());
  door.takes_email = true;
  door.minutes = 15;
  add("library-door", door, frame());
  door.is_asked = true;
  add("library-asked", door, frame());
  door.is_asked = false;
  door.email = words_("ada");
  door.problem = Problem{400, refusal("mail_address", {})};
  add("library-door-wrong", door, frame());
  const std::string link = std::string("/library/open/") + kSecret;
  add("library-knock", LibraryKnockPage{link, words_("a…@example.org"), false}, frame());
  add("library-knock-here", LibraryKnockPage{link, words_("a…@example.org"), true}, frame());
  LibraryPage page;
  page.origin = "https://calder.example";
  add("library-empty", page, frame());
  page.orders.push_back({"7K2M-93QD", std::string("/orders/") + kSecret, kNow, cards(27, 2)});
  page.orders.push_back({"1AB2-CD3E", "", kNow - Duration::days(40), cards(17, 3)});
  page.orders.back().books.front().slug.clear();
  page.address = words_("ada@example.org");
  page.link_url = page.origin + link;
  add("library", page, frame());
  page.address.clear();
  page.typed = words_("no address");
  page.problem = Problem{404, refusal("no_such_order", {})};
  add("library-wrong", page, frame());
  const std::string letters = std::string("/letters/") + kSecret;
  add("letters", LettersPage{letters, false}, frame());
  add("letters-stopped", LettersPage{letters, true}, frame());
  const std::string address = std::string("/address/") + kSecret;
  add("address", AddressPage{address, "7K2M-93QD", words_("a…@example.org"), false}, frame());
  add("address-done", AddressPage{address, "7K2M-93QD", words_("a…@example.org"), true}, frame());
  OrderPage order = paid_order();
  order.has_address = true;
  order.address_key = kSecret;
  OrderPageFile& file = order.lines.front().files.front();
  file.versions = {{1, "", kNow - Duration::days(90), file.size, false, kSecret},
                   {2, words_("Typos in chapter 3\nThe map is in colour"), kNow - Duration::days(9),
                    file.size, true, kSecret},
                   {3, words_("An index"), kNow, file.size, false, kSecret}};
  add("order-versions", order, frame());
}

}  // namespace aan::web
