#include "cli/command_line.hpp"

#include <filesystem>

#include "cli/print_json.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

void CommandLine::add_bundles() {
  CLI::App& bundle = *group("bundle", "Bundles: add, list, show, price, publish, hide");
  CLI::App* add = command(bundle, "add", "Several books for one price",
                          "aan bundle add Night --price 9.99 --book walden --book emma "
                          "--data shop",
                          [this] {
                            return run_in_shop(common_, "bundle.add",
                                               json_object({{"title", which_},
                                                            {"text", title_text_},
                                                            {"price", price_},
                                                            {"books", with_commas(names_)}}));
                          });
  add->add_option("title", which_, "What it is called, at most 200 bytes")->required();
  add->add_option("--price", price_, "9.99, or free; at most what its books cost")->required();
  add->add_option("--book", names_,
                  text("Slug or id of a book in it; give it 2 to 20 times. What is inside a "
                       "bundle never changes"))
      ->required();
  add->add_option("--text", title_text_, text("Its description: paragraphs of plain text"));
  add_json(add);
  add_list(bundle, "All bundles, newest first, with state and price", "aan bundle list --data shop",
           "bundle.list");
  add_shop_command(bundle, "show", "One bundle, and what is in it",
                   "aan bundle show night-reading --data shop", "bundle.show", "bundle");
  CLI::App* price =
      command(bundle, "price", "Another price, for orders from now on",
              "aan bundle price night-reading 7.99 --data shop\n"
              "  aan bundle price night-reading 6.99 --currency EUR --data shop",
              [this] {
                return run_in_shop(
                    common_, "bundle.price",
                    json_object({{"bundle", which_}, {"price", price_}, {"currency", currency_}}));
              });
  price->add_option("bundle", which_, "Slug or id of the bundle")->required();
  price
      ->add_option("price", price_,
                   text("7.99, or free; none ends the sale in another currency than the shop's "
                        "own"))
      ->required();
  price->add_option("--currency", currency_,
                    text("Its currency, where the shop sells in several. Without it: the shop's "
                         "own"));
  add_json(price);
  add_shop_command(bundle, "publish", "List a hidden bundle again",
                   "aan bundle publish night-reading --data shop", "bundle.publish", "bundle");
  add_shop_command(bundle, "hide", "Take a bundle off the pages; orders keep what they hold",
                   "aan bundle hide night-reading --data shop", "bundle.hide", "bundle");
}

void CommandLine::add_coupons() {
  CLI::App& coupon = *group("coupon", "Discount codes: add, list, show, end");
  CLI::App* add = command(coupon, "add", "A new code",
                          "aan coupon add HELLO-10 --percent 10 --uses 100 --data shop", [this] {
                            return run_in_shop(common_, "coupon.add",
                                               json_object({{"code", which_},
                                                            {"percent", percent_},
                                                            {"amount", price_},
                                                            {"minimum", minimum_},
                                                            {"currency", currency_},
                                                            {"from", from_},
                                                            {"until", until_},
                                                            {"uses", uses_},
                                                            {"books", with_commas(names_)}}));
                          });
  add->add_option("code", which_,
                  text("3 to 32 letters and digits; case, blanks and hyphens do not matter, "
                       "nor does 0 for O or 1 for I and L"))
      ->required();
  add->add_option("--percent", percent_, "Off the price: 20, or 12.5");
  add->add_option("--amount", price_, text("Off all its books together: 5.00, or less"));
  add->add_option("--minimum", minimum_, text("What the whole cart must cost before the discount"));
  add->add_option("--currency", currency_,
                  text("Currency of the two, where the shop sells in several: the code works for "
                       "orders in it alone. Without it: the shop's own"));
  add->add_option("--from", from_, text("First day, such as 2026-12-01, or a moment"));
  add->add_option("--until", until_,
                  text("Last day on which it works, to its end, or the moment that ends it"));
  add->add_option("--uses", uses_, "Orders it may be in, all buyers together")
      ->check(CLI::PositiveNumber);
  add->add_option("--book", names_,
                  text("Only for this book; give it again for more. Without it: the whole shop"));
  add_json(add);
  add_list(coupon, "All codes, newest first, with state and uses", "aan coupon list --data shop",
           "coupon.list");
  add_shop_command(coupon, "show", "One code", "aan coupon show hello-10 --data shop",
                   "coupon.show", "code");
  add_shop_command(coupon, "end", "From now on it takes nothing off; orders keep their price",
                   "aan coupon end hello-10 --data shop", "coupon.end", "code");
}

void CommandLine::add_publishers() {
  CLI::App& publisher = *group("publisher", "Whose copies are stamped: list, stamp, unstamp");
  add_list(publisher, "All publishers, with their books, and since when copies are stamped",
           "aan publisher list --data shop", "publisher.list");
  const auto add = [&](const std::string& name, const std::string& wire, const std::string& what) {
    CLI::App* sub = command(
        publisher, name, what, "aan publisher " + name + " \"Night Press\" --data shop",
        [this, wire] {
          return run_in_shop(
              common_, wire,
              json_object({{"publisher", which_}, {"unnamed", std::int64_t{which_.empty()}}}));
        });
    sub->add_option("publisher", which_,
                    text("Its name as its books write it; without one, books that name none"));
    add_json(sub);
  };
  add("stamp", "publisher.stamp",
      "Copies bear the reference of their order, for orders from now on");
  add("unstamp", "publisher.unstamp", "Copies leave as they are again");
  CLI::App* stamp = command(
      app_, "stamp", "Which order a copy belongs to", "aan stamp found.epub --data shop", [this] {
        return run_in_shop(common_, "stamp.read",
                           json_object({{"path", std::filesystem::absolute(url_).string()}}));
      });
  stamp->add_option("file", url_, "The copy: an EPUB or a PDF")->required();
  add_json(stamp);
}

void CommandLine::add_gifts() {
  CLI::App& gift = *group("gift", "Gifts: link");
  add_shop_command(gift, "link", "The link of a gift, for whoever lost it",
                   "aan gift link 7K2M-93QD --data shop", "gift.link", "order");
}

void CommandLine::add_licences() {
  CLI::App& licences = *group("licence", "Licence keys: show, disable, enable");
  add_shop_command(licences, "show", "How a licence stands, and of which order it is",
                   "aan licence show LICENCE --data shop", "licence.show", "licence");
  add_shop_command(licences, "disable", "A key is no good any more: the signed list says so",
                   "aan licence disable LICENCE --data shop", "licence.disable", "licence");
  add_shop_command(licences, "enable", "A disabled key is good again",
                   "aan licence enable LICENCE --data shop", "licence.enable", "licence");
}

}  // namespace aan::cli
