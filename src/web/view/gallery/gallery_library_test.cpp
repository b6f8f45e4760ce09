#include "domain/catalog/reading_copy.hpp"
#include "web/view/customer/address_page.hpp"
#include "web/view/customer/letters_page.hpp"
#include "web/view/customer/library_pages.hpp"
#include "web/view/gallery/gallery_maker.hpp"

namespace aan::web {

constexpr const char* kFingerprint = "SHA256:GW9n5Des3mOHtuhzXUF1e0W7mpfhgkFrTmulQfYmgEc";

void Gallery::own_keys() {
  SshKeyPage ssh;
  ssh.token = kSecret;
  ssh.text = std::string("open-library:calder.example:") + kSecret;
  ssh.name_space = "library@calder.example";
  add("library-ssh", ssh, frame());
  ssh.problem = Problem{400, refusal("signature_wrong", {})};
  ssh.signature = words_("-----BEGIN SSH SIGNATURE-----");
  add("library-ssh-wrong", ssh, frame());
  ssh.is_adding = true;
  ssh.label = words_("Laptop at home");
  ssh.problem = Problem{409, refusal("own_keys_full", {{"limit", 10}})};
  add("library-ssh-add", ssh, frame());
  PasskeyPage passkey;
  passkey.token = passkey.challenge = passkey.handle = kSecret;
  passkey.site = "calder.example";
  add("library-passkey", passkey, frame());
  passkey.problem = Problem{409, refusal("passkey_copied", {})};
  add("library-passkey-wrong", passkey, frame());
  passkey.problem.reset();
  passkey.is_adding = true;
  passkey.known = {kSecret, kSecret};
  passkey.label = words_("Phone");
  add("library-passkey-add", passkey, frame());
  passkey.is_possible = false;
  add("library-passkey-not-here", passkey, frame());
}

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
  own_keys();
  LibraryPage page;
  page.origin = "https://calder.example";
  page.apps.catalogue_url = "https://calder.example/opds";
  add("library-empty", page, frame());
  page.orders.push_back({"7K2M-93QD", std::string("/orders/") + kSecret, kNow, cards(27, 2)});
  page.orders.push_back({"1AB2-CD3E", "", kNow - Duration::days(40), cards(17, 3)});
  page.orders.back().books.front().slug.clear();
  const std::string read = std::string("/read/") + kSecret + "/s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV";
  for (LibraryShelfOrder& order : page.orders) order.readings = {{read, 420'000}, {read, {}}};
  page.orders.front().readings[1].share = catalog::kWholeBook;
  page.orders.front().downloads = {
      {}, {{"s001_01JD5Y8T3K9W2B7Q4N6M0XHZCV", kSecret, "pdf", 3'456'789}}};
  page.begun = {{page.orders.front().books.front(), read, 420'000, kNow},
                {page.orders.back().books.back(), read, 0, kNow - Duration::days(40)}};
  page.orders_total = 2;
  page.address = words_("ada@example.org");
  page.link_url = page.origin + link;
  page.keys = {{"a1", true, words_("Phone"), "", kNow - Duration::days(40), kNow},
               {"a2", false, "", kFingerprint, kNow, std::nullopt},
               {"a3", false, words_("Laptop at home"), kFingerprint, kNow, kNow}};
  page.apps = {"https://calder.example/opds", "https://calder.example/kosync", "k3vh-92qd",
               "abcd-efgh-ijkm-npqr", std::nullopt};
  add("library", page, frame());
  page.address.clear();
  page.page = 2;
  page.pages = 3;
  page.typed = words_("no address");
  page.problem = Problem{404, refusal("no_such_order", {})};
  page.apps.password.clear();
  page.apps.used_at = kNow;
  add("library-wrong", page, frame());
  const std::string letters = std::string("/letters/") + kSecret;
  add("letters", LettersPage{letters, false}, frame());
  add("letters-stopped", LettersPage{letters, true}, frame());
  add("letters-no-address", LettersPage{letters, false, false}, frame());
  const std::string address = std::string("/address/") + kSecret;
  add("address", AddressPage{address, "7K2M-93QD", words_("a…@example.org"), false}, frame());
  add("address-done", AddressPage{address, "7K2M-93QD", words_("a…@example.org"), true}, frame());
  OrderPage order = paid_order();
  order.has_address = true;
  order.address_key = order.link_key = kSecret;
  OrderPageFile& file = order.lines.front().files.front();
  file.versions = {{1, "", kNow - Duration::days(90), file.size, false, kSecret},
                   {2, words_("Typos in chapter 3\nThe map is in colour"), kNow - Duration::days(9),
                    file.size, true, kSecret},
                   {3, words_("An index"), kNow, file.size, false, kSecret}};
  add("order-versions", order, frame());
  order = paid_order();
  std::vector<OrderPageFile>& files = order.lines.front().files;
  files.resize(6, OrderPageFile(files.front()));
  using catalog::OnPages;
  std::size_t at = 0;
  for (const auto& [format, how] :
       std::initializer_list<std::pair<const char*, OnPages>>{{"epub", OnPages::pages},
                                                              {"epub", OnPages::fixed_layout},
                                                              {"epub", OnPages::no_text},
                                                              {"pdf", OnPages::pdf},
                                                              {"cbz", OnPages::comic},
                                                              {"audiobook", OnPages::audiobook}}) {
    files[at].format = format;
    files[at].how = how;
    ++at;
  }
  files.front().read_path = read;
  files.front().read_share = 420'000;
  order.lines.back().files.front().refusal = sales::DownloadRefusal::withdrawn;
  order.lines.back().files.front().forget_path = read + "/forget";
  add("order-formats", order, frame());
}

}  // namespace aan::web
