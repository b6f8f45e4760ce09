#include "cli/desk_print_json.hpp"

#include <cstdio>

#include "cli/print_parts_json.hpp"
#include "cli/wrap.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

void print_api_key(const json::object& key) {
  const std::string used = text_of(key, "used_at");
  const std::string expires = text_of(key, "expires_at");
  std::printf("%-24s %-6s %s\n  made by %s at %s%s%s, %s%s\n", text_of(key, "name").c_str(),
              text_of(key, "live") == "yes" ? "works" : "ended", text_of(key, "scopes").c_str(),
              text_of(key, "created_by").c_str(), text_of(key, "created_at").c_str(),
              expires.empty() ? "" : ", until ", expires.c_str(),
              used.empty() ? "never used" : "last used ", used.c_str());
}

void print_page_line(const json::object& page) {
  if (text_of(page, "written") != "yes")
    std::printf("%-8s  not written\n", text_of(page, "page").c_str());
  else
    std::printf("%-8s  version %s since %s%s\n", text_of(page, "page").c_str(),
                text_of(page, "version").c_str(), text_of(page, "since").c_str(),
                text_of(page, "from") == "file"      ? ", from terms.md"
                : text_of(page, "from") == "program" ? ", as it comes with the program"
                                                     : "");
}

void print_person(const json::object& it) {
  std::printf("%-32s  %-10s  %-8s  since %s\n", text_of(it, "name").c_str(),
              text_of(it, "role").c_str(), text_of(it, "disabled") == "yes" ? "disabled" : "open",
              text_of(it, "created_at").c_str());
}

void print_desk_link(const json::object& it) {
  std::printf("%s\n", text_of(it, "url").c_str());
  std::fprintf(stderr, "Opens one place (%s), once, until %s.\n", text_of(it, "role").c_str(),
               text_of(it, "expires_at").c_str());
}

void print_item(const json::object& it) {
  const std::string due = text_of(it, "due_at");
  std::printf("%-4s  %s: %s%s%s\n", text_of(it, "urgency").c_str(), text_of(it, "label").c_str(),
              text_of(it, "what").c_str(), due.empty() ? "" : " Until ", due.c_str());
  std::printf("      %s, %s since %s\n", text_of(it, "detail").c_str(), text_of(it, "kind").c_str(),
              text_of(it, "raised_at").c_str());
  const std::string by = text_of(it, "settled_by");
  if (!by.empty()) std::printf("      settled by %s\n", by.c_str());
  if (by.empty()) std::printf("      %s\n", wrapped(text_of(it, "next_step"), 74, 6).c_str());
  if (by.empty() && text_of(it, "settled_by_hand") == "yes")
    std::printf("      aan attention --settle %s\n", text_of(it, "id").c_str());
}

void print_audit_entry(const json::object& it) {
  std::printf("%6s  %s  %-12s %-16s %s %s\n", text_of(it, "number").c_str(),
              text_of(it, "at").c_str(), text_of(it, "actor").c_str(),
              text_of(it, "action").c_str(), text_of(it, "subject").c_str(),
              text_of(it, "detail").c_str());
}

void print_audit_check(const json::object& it) {
  const std::string entries = text_of(it, "entries");
  if (text_of(it, "good") == "yes")
    std::printf("The audit log is whole. Entries: %s. It ends with %s\n", entries.c_str(),
                text_of(it, "digest").c_str());
  else
    std::printf("Entry %s is not what was written, or is missing (%s). Good before it: %s.\n",
                text_of(it, "broken_at").c_str(), text_of(it, "fault").c_str(), entries.c_str());
}

}  // namespace

bool print_desk(const std::string& command, const json::object& answer) {
  if (command == "apikey.list")
    print_rows(answer, "keys", print_api_key, "There are no keys for programs.");
  else if (command == "apikey.add")
    std::printf("%s\nIt is not shown again. Send it as: Authorization: Bearer KEY\n",
                text_of(answer, "key").c_str());
  else if (command == "apikey.end")
    print_api_key(answer);
  else if (command == "page.list")
    print_rows(answer, "pages", print_page_line, "There are no pages.");
  else if (command == "page.show")
    std::printf("%s\n", lines_of(answer, "text").c_str());
  else if (command == "page.write")
    print_page_line(answer);
  else if (command == "attention.list")
    print_rows(answer, "items", print_item, "Nothing needs attention.");
  else if (command == "attention.settle")
    print_item(answer);
  else if (command == "desk.link")
    print_desk_link(answer);
  else if (command == "desk.people")
    print_rows(answer, "people", print_person, "Nobody has a place at the desk yet.");
  else if (command.starts_with("desk."))
    print_person(answer);
  else if (command == "audit.list")
    print_rows(answer, "entries", print_audit_entry, "Nothing has happened yet.");
  else if (command == "audit.verify")
    print_audit_check(answer);
  else
    return false;
  return true;
}

}  // namespace aan::cli
