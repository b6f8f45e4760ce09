#include "web/view/customer/own_key_pages.hpp"

#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

PageHead head(const Frame& frame, std::string_view title) {
  return {
      .title = find_locale(frame.locale).text(title), .page_class = "library", .is_private = true};
}

void fill_problem(Block& main, const std::optional<Problem>& problem) {
  if (problem) main.set_if("PROBLEM", error_text(main.locale(), *problem).sentence);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

void fill_own_keys(Block main, const std::vector<OwnKeyLine>& keys, bool has_passkeys) {
  const Locale& locale = main.locale();
  for (const OwnKeyLine& key : keys) {
    const std::string kind = locale.text(key.is_passkey ? "own_key_passkey" : "own_key_ssh");
    Block one = main.add("OWN_KEY");
    one.set("ID", key.id).set("NAME", key.label.empty() ? kind : key.label);
    one.set("KIND", key.label.empty() ? "" : kind);
    one.show_if("HAS_KIND", !key.label.empty());
    one.set_if("FINGERPRINT", key.fingerprint);
    one.set("ADDED", locale.text("own_key_added", {{"date", locale.date(key.added_at)}}));
    one.set("USED", key.used_at ? locale.text("own_key_used", {{"date", locale.date(*key.used_at)}})
                                : locale.text("own_key_unused"));
  }
  main.show_if("HAS_OWN_KEYS", !keys.empty()).show_if("CAN_PASSKEY", has_passkeys);
  main.show_if("NO_PASSKEY", !has_passkeys);
}

std::string render(const SshKeyPage& page, const Frame& frame) {
  PageWriter writer(frame, head(frame, page.is_adding ? "own_key_ssh_add" : "own_key_ssh_open"),
                    "library_ssh");
  Block& main = writer.main();
  fill_problem(main, page.problem);
  main.set("TITLE", main.locale().text(page.is_adding ? "own_key_ssh_add" : "own_key_ssh_open"));
  main.set("LEAD",
           main.locale().text(page.is_adding ? "own_key_ssh_add_lead" : "own_key_ssh_open_lead"));
  main.set("ACTION", page.is_adding ? "/library/keys" : "/library/key");
  main.set("BUTTON", main.locale().text(page.is_adding ? "own_key_add_do" : "library_open"));
  main.set("TOKEN", page.token).set("TEXT", page.text).set("NAME_SPACE", page.name_space);
  main.set("SIGNATURE", page.signature);
  main.show_if("WRONG", page.problem.has_value());
  if (page.is_adding) main.add("LABEL").set("LABEL", page.label);
  return writer.finish();
}

std::string render(const PasskeyPage& page, const Frame& frame) {
  const std::string_view title = page.is_adding ? "own_key_passkey_add" : "own_key_passkey_open";
  PageWriter writer(frame, head(frame, title), "library_passkey");
  Block& main = writer.main();
  fill_problem(main, page.problem);
  main.set("TITLE", main.locale().text(title));
  main.set("LEAD", main.locale().text(page.is_adding ? "own_key_passkey_add_lead"
                                                     : "own_key_passkey_open_lead"));
  if (!page.is_possible) {
    main.show("NOT_HERE");
    return writer.finish();
  }
  Block form = main.add("FORM");
  form.set("ACTION", page.is_adding ? "/library/passkeys" : "/library/passkey");
  form.set("ACT", page.is_adding ? "create" : "get").set("TOKEN", page.token);
  form.set("SITE", page.site).set("CHALLENGE", page.challenge).set("HANDLE", page.handle);
  form.set("KNOWN", joined(page.known)).set("SHOP", frame.shop_name);
  form.set("OWNER", form.locale().text("own_key_owner", {{"shop", frame.shop_name}}));
  form.set("BUTTON",
           form.locale().text(page.is_adding ? "own_key_passkey_make" : "own_key_passkey_use"));
  if (page.is_adding) form.add("LABEL").set("LABEL", page.label);
  return writer.finish();
}

}  // namespace aan::web
