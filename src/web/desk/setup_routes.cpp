#include "web/desk/setup_routes.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "service/desk/change_settings.hpp"
#include "service/desk/try_letter.hpp"
#include "service/payment/offered.hpp"
#include "web/desk/setup_page.hpp"
#include "web/desk/typed_price.hpp"

namespace aan::web {
namespace {

using ports::Setting;
using ports::SettingChange;
using service::SetupStage;
using Wishes = std::vector<SettingChange>;

SetupStage after(SetupStage stage) { return static_cast<SetupStage>(static_cast<int>(stage) + 1); }

Result<SetupStage> question_of(const Visit& visit) {
  const auto stage = service::parse_setup_stage(visit.request.param("question"));
  if (stage && *stage < SetupStage::book) return *stage;
  return refuse(Errc::not_found, "desk.setup", "There is no such question.", "no_such_question");
}

// What the way that is not play money, or not later, asks for.
std::vector<std::string_view> settings_of(SetupStage stage) {
  if (stage == SetupStage::payment)
    return {"STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "NODE_URL"};
  return {"SMTP_URL", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM"};
}

void add_typed(Wishes& wishes, const Visit& visit, const std::vector<Setting>& all,
               const std::vector<std::string_view>& names) {
  for (const std::string_view name : names)
    if (auto wish = wish_in_form(visit, *std::ranges::find(all, name, &Setting::name)))
      wishes.push_back(*std::move(wish));
}

void add_default(Wishes& wishes, std::initializer_list<const char*> names) {
  for (const char* name : names) wishes.push_back({name, ""});
}

Wishes wishes_of(const Visit& visit, SetupStage stage, const std::vector<Setting>& all) {
  Wishes wishes;
  const std::string way = field_of(visit, "way");
  if (stage == SetupStage::who) {
    add_typed(wishes, visit, all, {"NODE_NAME", "SELLER_NAME", "NODE_CONTACT"});
    wishes.push_back({"SELLER_ADDRESS",
                      address_setting(field_of(visit, "address"), field_of(visit, "country"))});
  } else if (stage == SetupStage::money) {
    add_typed(wishes, visit, all, {"SHOP_CURRENCY", "SHOP_TIME_ZONE"});
    if (way == "country") {
      wishes.push_back({"TAX_COUNTRY", field_of(visit, "country")});
      add_typed(wishes, visit, all, {"TAX_PRICES", "SELLER_TAX_NUMBER", "TAX_OSS"});
    } else {
      add_default(wishes, {"TAX_COUNTRY", "TAX_OSS"});
    }
  } else if (stage == SetupStage::payment) {
    wishes.push_back({"ENABLE_STRIPE", way == "cards" ? "true" : ""});
    if (way == "cards") add_typed(wishes, visit, all, settings_of(stage));
  } else if (way == "server") {
    add_typed(wishes, visit, all, settings_of(stage));
  } else {
    add_default(wishes, {"SMTP_URL", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM"});
  }
  // What the machine says is shown as it is, and nothing is asked of it.
  std::erase_if(wishes, [&](const SettingChange& wish) {
    return !std::ranges::find(all, wish.name, &Setting::name)->can_change();
  });
  return wishes;
}

// What was typed for cards while play money is chosen would be lost without a word, and a secret
// that was typed is not shown again. Of letters the page says that it is left alone.
Result<> check_ways(const Visit& visit, SetupStage stage, const std::vector<Setting>& all) {
  const std::string way = field_of(visit, "way");
  constexpr std::string_view other = "cards";
  if (stage != SetupStage::payment || way == other) return {};
  const Locale& locale = find_locale("en");
  for (const std::string_view name : settings_of(stage)) {
    const Setting& setting = *std::ranges::find(all, name, &Setting::name);
    const std::string typed{trim(field_of(visit, setting.name))};
    if (!setting.can_change() || typed.empty() || typed == setting.value) continue;
    return refuse(Errc::invalid, "desk.setup",
                  setting.name + " was typed, and belongs to another answer than the chosen one.",
                  "setup_not_chosen",
                  {{"key", setting.name},
                   {"field", locale.text("setting." + setting.name)},
                   {"way", locale.text("setup_way." + std::string(service::name_of(stage)) + "." +
                                       std::string(other))}});
  }
  return {};
}

// A country has to be chosen where it is what the answer is about.
Result<> check_answer(const Visit& visit, SetupStage stage, const std::vector<Setting>& all) {
  const bool asks = stage == SetupStage::money && field_of(visit, "way") == "country" &&
                    std::ranges::find(all, "TAX_COUNTRY", &Setting::name)->can_change();
  if (asks && field_of(visit, "country").empty())
    return refuse(Errc::invalid, "desk.setup", "Choose the country.", "setup_country",
                  {{"key", "TAX_COUNTRY"}});
  return {};
}

// Without messages of the processor payments are found by asking: that is for later, and the last
// page says it.
bool is_good(const std::vector<ports::SetupStep>& trial) {
  return std::ranges::all_of(trial, [](const ports::SetupStep& step) {
    return step.works() || step.name.starts_with("webhook");
  });
}

// What a processor or a mail server says to the answer, before it is kept. Empty: nobody is asked.
Result<std::vector<ports::SetupStep>> tried(const DeskFront& front, const Visit& visit,
                                            SetupStage stage, const Wishes& wishes) {
  const std::string way = field_of(visit, "way");
  if (stage == SetupStage::payment && way == "cards") return front.settings.try_cards(wishes);
  if (stage != SetupStage::letters || way != "server") return std::vector<ports::SetupStep>{};
  return service::try_letter(front.room(), front.settings, wishes, field_of(visit, "to"),
                             visit.person().name);
}

Result<net::Response> not_taken(const DeskFront& front, const Visit& visit, SetupStage stage,
                                Error why) {
  if (!stays_on_page(why)) return std::unexpected(std::move(why));
  const SetupTrouble trouble{std::move(why), {}};
  return setup_question_page(front, visit, stage, &trouble);
}

std::string price_hint(const Locale& locale, const DeskFront& front) {
  return locale.text("setup_price_hint", {{"currency", std::string(front.room().currency.code())}});
}

Result<net::Response> book_page(const DeskFront& front, const Visit& visit, const Error* problem,
                                const service::IngestReport* refused) {
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::none, locale.text("setup_heading.book"), "setup_book");
  Block& main = page.main();
  fill_progress(main, SetupStage::book, AAN_TRY(service::setup_stage(front.room())));
  main.set("ACTION", setup_path(SetupStage::book)).set("TYPED", field_of(visit, "price"));
  main.set("CURRENCY", front.room().currency.code()).set("PRICE_HINT", price_hint(locale, front));
  main.set("BACK", setup_path(SetupStage::letters));
  int status = problem == nullptr ? 200 : page.say_problem(*problem);
  if (refused != nullptr) {
    Block report = main.add("REFUSED");
    report.set("FILE", refused->file_name);
    for (const std::string& note : refused->notes) report.add("NOTE").set("TEXT", note);
    constexpr int kNotTaken = 422;
    status = kNotTaken;
  }
  return page.finish(status);
}

Result<net::Response> answered_book(const DeskFront& front,
                                    std::string path = setup_path(SetupStage::done)) {
  AAN_TRY(service::note_answered(front.room(), SetupStage::book));
  return net::Response::redirect(path);
}

Result<net::Response> bring_in(const DeskFront& front, const Visit& visit) {
  const auto price = typed_price(front, field_of(visit, "price"));
  if (!price) return book_page(front, visit, &price.error(), nullptr);
  for (const net::FormPart& part : visit.request.parts) {
    if (!part.is_file || part.file_name.empty()) continue;
    const auto report =
        front.ingest.ingest(part.file->get(), part.file_name, *price, visit.person().name);
    if (!report) {
      if (!stays_on_page(report.error())) return std::unexpected(report.error());
      return book_page(front, visit, &report.error(), nullptr);
    }
    if (report->verdict == service::IngestVerdict::refused)
      return book_page(front, visit, nullptr, &*report);
    front.follow_catalogue();
    return answered_book(front);
  }
  const Error none{Errc::invalid, "desk.setup", "no file", "Choose a file.", {}, "no_file"};
  return book_page(front, visit, &none, nullptr);
}

bool has_way_to_pay(const DeskFront& front) {
  return !service::offered(front.shop.use.providers).empty();
}

const char* takes_of(const DeskFront& front) {
  const service::Shop& shop = front.shop.use.shop;
  if (shop.has_test_cards) return "setup_takes.test";
  if (shop.is_sandbox) return "setup_takes.play";
  return has_way_to_pay(front) ? "setup_takes.cards" : "setup_takes.nothing";
}

void add_step(Block& main, const std::string& text, const std::string& path) {
  main.add("MISSING").set("TEXT", text).set("PATH", path);
}

// What keeps books from being bought.
void fill_unsold(Block& main, const service::FirstBooks& first) {
  const Locale& locale = main.locale();
  if (first.books == 0) add_step(main, locale.text("setup_missing.book"), "/desk/books/upload");
  if (first.unpriced == 1)
    add_step(main, locale.text("setup_missing.price", {{"title", first.unpriced_title}}),
             "/desk/books/" + first.unpriced_slug + "#sale");
  if (first.unpriced > 1)
    add_step(main, locale.text("setup_missing.prices", {{"count", locale.number(first.unpriced)}}),
             "/desk/books?state=unpriced");
  if (first.no_file > 0)
    add_step(main, locale.text("setup_missing.files"), "/desk/books?state=no_file");
  const bool is_said = first.unpriced + first.no_file > 0 || first.books == 0;
  if (first.for_sale == 0 && !is_said)
    add_step(main, locale.text("setup_missing.listed"), "/desk/books");
}

// What a shop can do without, and somebody may want to see to.
void fill_missing(Block& main, const DeskFront& front) {
  const service::Shop& shop = front.shop.use.shop;
  const auto add = [&](const char* key, const char* path) {
    add_step(main, main.locale().text(key), path);
  };
  if (shop.is_sandbox || !has_way_to_pay(front)) add("setup_missing.money", "/desk/settings");
  if (!shop.has_mail) add("setup_missing.letters", "/desk/settings");
  if (shop.url.empty()) add("setup_missing.address", "/desk/settings");
  add("setup_missing.pages", "/desk/pages");
  for (const std::string& warning : shop.warnings) add_step(main, warning, "/desk/settings");
}

}  // namespace

Result<net::Response> show_setup(const DeskFront& front, const Visit&) {
  const SetupStage stage = AAN_TRY(service::setup_stage(front.room()));
  return net::Response::redirect(stage == SetupStage::closed ? "/desk" : setup_path(stage));
}

Result<net::Response> show_setup_question(const DeskFront& front, const Visit& visit) {
  const SetupStage stage = AAN_TRY(question_of(visit));
  if (auto away = AAN_TRY(led_away(front, visit, stage))) return *std::move(away);
  return setup_question_page(front, visit, stage, nullptr);
}

Result<net::Response> take_setup_answer(const DeskFront& front, const Visit& visit) {
  const SetupStage stage = AAN_TRY(question_of(visit));
  if (auto away = AAN_TRY(led_away(front, visit, stage))) return *std::move(away);
  const std::vector<Setting> all = AAN_TRY(front.settings.list());
  if (const auto complete = check_answer(visit, stage, all); !complete)
    return not_taken(front, visit, stage, complete.error());
  if (const auto chosen = check_ways(visit, stage, all); !chosen)
    return not_taken(front, visit, stage, chosen.error());
  const auto wishes = service::review_changes(front.settings, wishes_of(visit, stage, all));
  if (!wishes) return not_taken(front, visit, stage, wishes.error());
  auto trial = tried(front, visit, stage, *wishes);
  if (!trial) return not_taken(front, visit, stage, std::move(trial).error());
  if (!is_good(*trial) && field_of(visit, "anyway").empty()) {
    const SetupTrouble trouble{std::nullopt, *std::move(trial)};
    return setup_question_page(front, visit, stage, &trouble);
  }
  const auto done =
      service::change_settings(front.room(), front.settings, *wishes, visit.person().name);
  if (!done) return not_taken(front, visit, stage, done.error());
  AAN_TRY(service::note_answered(front.room(), stage));
  return net::Response::redirect(setup_path(after(stage)));
}

Result<net::Response> show_setup_book(const DeskFront& front, const Visit& visit) {
  if (auto away = AAN_TRY(led_away(front, visit, SetupStage::book))) return *std::move(away);
  return book_page(front, visit, nullptr, nullptr);
}

Result<net::Response> take_setup_book(const DeskFront& front, const Visit& visit) {
  if (auto away = AAN_TRY(led_away(front, visit, SetupStage::book))) return *std::move(away);
  const std::string act = field_of(visit, "act");
  if (act == "upload") return bring_in(front, visit);
  // A list, or a whole shelf, where all books come in from then on.
  if (act == "shelf") return answered_book(front, "/desk/books/upload");
  return answered_book(front);
}

Result<net::Response> show_setup_done(const DeskFront& front, const Visit& visit) {
  const SetupStage reached = AAN_TRY(service::setup_stage(front.room()));
  if (reached == SetupStage::closed) return net::Response::redirect("/desk");
  if (reached != SetupStage::done) return net::Response::redirect(setup_path(reached));
  const Locale& locale = find_locale("en");
  const service::Shop& shop = front.shop.use.shop;
  const service::FirstBooks first = AAN_TRY(service::first_books(front.room()));
  const bool is_selling = first.has_price && has_way_to_pay(front);
  DeskPage page(front, visit, DeskItem::none,
                locale.text(is_selling ? "setup_done" : "setup_done_open"), "setup_done");
  Block& main = page.main();
  fill_progress(main, SetupStage::done, reached);
  for (const std::string& address : shop.addresses) main.add("SHOP_AT").set("ADDRESS", address);
  main.set("FACTS",
           locale.text("setup_facts", {{"money", locale.text(takes_of(front))},
                                       {"currency", front.room().currency.code()},
                                       {"books", locale.plural("book_count", first.books)}}));
  if (first.books > 0 && first.for_sale == 0)
    main.add("UNSOLD").set("TEXT", locale.text("setup_unsold"));
  fill_unsold(main, first);
  fill_missing(main, front);
  return page.finish();
}

Result<net::Response> take_setup_done(const DeskFront& front, const Visit& visit) {
  AAN_TRY(service::close_setup(front.room(), visit.person().name));
  return net::Response::redirect("/desk");
}

}  // namespace aan::web
