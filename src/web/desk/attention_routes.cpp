#include "web/desk/attention_routes.hpp"

#include "web/desk/attention_view.hpp"
#include "web/desk/desk_page.hpp"
#include "web/view/customer/attention_letter.hpp"

namespace aan::web {
namespace {

using attention::Item;

void fill_item(Block& list, const Visit& visit, const Item& item) {
  const Locale& locale = list.locale();
  const attention::KindRow& row = attention::row_of(item.what.kind);
  Block block = list.add("ITEM");
  block.set("WHAT", row.what).set("NEXT", row.next_step).set("ID", item.id.value);
  block.set("URGENCY", name_of(row.urgency)).set("DETAIL", attention_detail(item, locale));
  // A job has no name but its id, which is for a command alone.
  const bool is_job = row.place == attention::Place::queue;
  block.set("LABEL", item.what.label).show(is_job ? "IS_JOB" : "NO_JOB");
  const std::string path = path_for(visit, item);
  if (path.empty())
    block.add("UNLINKED").show(is_job ? "IS_JOB" : "NO_JOB");
  else
    block.add("LINKED").set("PATH", path);
  block.set("STAMP", rfc3339(item.raised_at)).set("WHEN", locale.date_time(item.raised_at));
  if (item.what.due_at)
    block.add("DUE")
        .set("STAMP", rfc3339(*item.what.due_at))
        .set("WHEN", locale.date_time(*item.what.due_at));
  if (item.settled_at)
    block.add("SETTLED").set(
        "TEXT", locale.text("desk_settled_by", {{"name", item.settled_by},
                                                {"when", locale.date_time(*item.settled_at)}}));
  else if (row.is_settled_by_hand && visit.may(desk::Action::help_buyers))
    block.show("SETTLE");
  else if (!row.is_settled_by_hand)
    block.show("BY_ITSELF");
}

void fill_urgencies(Block& main, const Visit& visit, const std::vector<Item>& open) {
  const Locale& locale = main.locale();
  for (std::size_t from = 0; from < open.size();) {
    const attention::Urgency urgency = attention::row_of(open[from].what.kind).urgency;
    Block part = main.add("PART");
    part.set("NAME", locale.text("desk_urgency." + std::string(name_of(urgency))));
    for (; from < open.size() && attention::row_of(open[from].what.kind).urgency == urgency; ++from)
      fill_item(part, visit, open[from]);
  }
}

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Error* problem) {
  service::AttentionList list = AAN_TRY(service::list_attention(front.room()));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::attention, locale.text("desk_nav_attention"), "attention");
  Block& main = page.main();
  const std::vector<Item> open = visible(visit, std::move(list.open));
  const std::vector<Item> settled = visible(visit, std::move(list.settled));
  main.show_if("CALM", open.empty());
  fill_urgencies(main, visit, open);
  if (!settled.empty()) {
    Block part = main.add("OUT_OF_SIGHT");
    for (const Item& item : settled) fill_item(part, visit, item);
  }
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

}  // namespace

Result<net::Response> show_attention(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, nullptr);
}

Result<net::Response> change_attention(const DeskFront& front, const Visit& visit) {
  const auto settled =
      field_of(visit, "act") == "settle"
          ? service::settle_item(front.room(), field_of(visit, "item"), visit.person().name)
          : refuse(Errc::invalid, "desk.attention", "The desk has no such button.",
                   "no_such_button");
  if (settled) return done_at("/desk/attention", "settle");
  if (!stays_on_page(settled.error())) return std::unexpected(settled.error());
  return page_of(front, visit, &settled.error());
}

}  // namespace aan::web
