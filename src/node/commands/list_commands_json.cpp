#include "node/commands/list_commands_json.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <stop_token>
#include <thread>

#include "api/list_codec.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "domain/catalog/price.hpp"
#include "node/commands/book_commands_json.hpp"
#include "node/commands/catalogue_json.hpp"
#include "node/commands/command_parts_json.hpp"
#include "service/audit.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/delivery/stamps.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr Duration kStep = Duration::seconds(1);

json::object run_entry(const ports::ListRun& run) {
  return {{"run", run.id},
          {"file", run.file_name},
          {"by", run.by},
          {"source", run.supplier},
          {"format", run.format},
          {"state", run.outcome.empty() ? "running" : run.outcome},
          {"rows", run.rows},
          {"done", run.done},
          {"refused", run.refused},
          {"values_changed", run.values_changed},
          {"remarks", run.remarks},
          {"price_not_set", run.price_not_set},
          {"said", run.words},
          {"begun_at", rfc3339(run.begun_at)},
          {"told_at", rfc3339(run.told_at)}};
}

json::object refused_list(const std::string& name, const std::string& why) {
  service::ListStep step;
  json::object entry = list_entry(name, step);
  entry["verdict"] = "refused";
  entry["notes"] = json::array{json::string(why)};
  return entry;
}

// A file of this machine is the same list while it is the same file.
std::string identity_of(const struct stat& info, const std::string& format,
                        const std::string& supplier) {
  return std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino) + ":" +
         std::to_string(info.st_size) + ":" + std::to_string(info.st_mtim.tv_sec) + "." +
         std::to_string(info.st_mtim.tv_nsec) + ":" + format + ":" + supplier;
}

// Where our own export puts the files of books, beside its list.
fs::path file_in(const fs::path& folder, const catalog::ListFile& file) {
  return folder / "files" / (file.cid + "." + slug(file.format, 20));
}

Result<FileDescriptor> open_beside(const fs::path& list, const catalog::ListFile& file) {
  FileDescriptor opened(
      ::open(file_in(list.parent_path(), file).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (opened.valid()) return opened;
  if (errno == ENOENT || errno == ELOOP || errno == ENOTDIR)
    return refuse(Errc::not_found, "list.file", "It is not there.");
  return fail(Errc::unavailable, "list.file", std::strerror(errno));
}

Result<service::ListOrder> order_of(const Node& node, const json::object& arguments) {
  service::ListOrder order;
  order.from =
      static_cast<std::uint64_t>(std::max<std::int64_t>(number_in(arguments, "from", 0), 0));
  const std::string format = text_in(arguments, "format");
  if (!format.empty()) {
    order.format = catalog::parse_list_format(format);
    if (!order.format)
      return refuse(Errc::invalid, "import",
                    "--format is csv, gumroad, upstream, json or onix, not " + format + ".");
  }
  order.supplier = AAN_TRY(service::list_supplier(text_in(arguments, "source")));
  if (const std::string text = text_in(arguments, "price"); !text.empty() && text != "none")
    order.price = AAN_TRY(catalog::parse_price(text, node.config.currency));
  if (const std::string code = text_in(arguments, "currency");
      !code.empty() && code != node.config.currency.code())
    return refuse(Errc::invalid, "import",
                  "--currency says " + code + ", but this shop sells in " +
                      std::string(node.config.currency.code()) +
                      ". Give prices in that, or leave --currency away.");
  return order;
}

// Copies what is whole; what is damaged or away is told.
Result<> copy_file(Node& node, const fs::path& folder, const crypto::Cid& cid,
                   const std::string& format) {
  const fs::path to = file_in(folder, {"", format, "", "", cid.text(), "", 0});
  const ports::OpenBlob blob = AAN_TRY(node.blobs->open(cid));
  struct stat info{};
  if (::stat(to.c_str(), &info) == 0 && static_cast<std::uint64_t>(info.st_size) == blob.info.size)
    return {};
  const fs::path part = to.string() + ".part";
  const FileDescriptor out(
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  const auto wrong = [&] {
    return refuse(Errc::unavailable, "export",
                  "Cannot write " + part.string() + ": " + std::strerror(errno) + ".");
  };
  if (!out.valid()) return wrong();
  std::string block(std::size_t{1} << 20, '\0');
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(blob.file.get(), block.data(), block.size(), at);
    if (got < 0) return fail(Errc::internal, "export", "a copy that cannot be read");
    if (got == 0) break;
    for (ssize_t done = 0; done < got;) {
      const ssize_t put =
          ::write(out.get(), block.data() + done, static_cast<std::size_t>(got - done));
      if (put <= 0) return wrong();
      done += put;
    }
    at += got;
  }
  if (::fsync(out.get()) != 0 || ::rename(part.c_str(), to.c_str()) != 0) return wrong();
  return {};
}

// Our own export, which loses nothing.
class OwnForm final : public service::CatalogueForm {
 public:
  explicit OwnForm(const ports::Store& store) : store_(store) {}
  [[nodiscard]] std::string head() const override { return own_export_head(store_.site()); }
  [[nodiscard]] Result<std::string> book(const ports::Snapshot& at, const catalog::BookDetail& book,
                                         bool is_first) const override {
    return (is_first ? "" : ",\n") + AAN_TRY(own_export_line(at, book));
  }
  [[nodiscard]] Result<std::optional<crypto::Cid>> cover(
      const ports::Snapshot& at, const catalog::BookDetail& book) const override {
    return service::chosen_cover(at, book.edition.id);
  }
  [[nodiscard]] Result<std::string> tail() const override { return own_export_tail(store_); }

 private:
  const ports::Store& store_;
};

Result<std::unique_ptr<service::CatalogueForm>> form_of(const Node& node,
                                                        const std::string& format) {
  if (format == "json") return std::make_unique<OwnForm>(*node.store);
  if (format == "csv") return service::csv_form();
  if (format == "onix") return service::onix_form(node.config.node_name, node.clock.wall());
  return refuse(Errc::invalid, "export", "--format is json, csv or onix.");
}

// Where the catalogue went stays to be seen, step by step: whoever names a place to go on from may
// have begun there. Who only looks at a folder that no shop serves may have no right to write into
// it.
Result<> write_down_export(Node& node, const std::string& format, const std::string& after,
                           const std::string& by) {
  const auto done = service::write_down(
      node.room, {by, "catalogue.export", "",
                  after.empty() ? format : format + ", from " + after.substr(0, 80)});
  if (done || node.is_serving()) return done;
  log::warn("export.not_written_down", {{"why", done.error().to_string()}});
  return {};
}

// Search follows on the other core while rows come in, so that little is left to follow behind the
// last of them. Where a server runs its jobs do that. Ends with the step, at most one batch later.
std::jthread follower_of(Node& node) {
  if (node.is_serving()) return {};
  return std::jthread([&node](const std::stop_token& stop) {
    const auto followed = node.follow_catalogue([&] { return !stop.stop_requested(); });
    if (!followed) log::warn("index.not_followed", {{"why", followed.error().to_string()}});
  });
}

}  // namespace

json::object list_entry(const std::string& file_name, const service::ListStep& step) {
  api::JsonWriter out;
  out.begin_object().field("file", file_name).field("verdict", "list");
  api::write_list(out, step);
  out.key("next");
  if (step.next)
    out.value(static_cast<std::int64_t>(*step.next));
  else
    out.null();
  out.field("notes", step.notes).end_object();
  return json::parse(out.take()).as_object();
}

Result<json::object> import_list(Node& node, const json::object& arguments) {
  AAN_TRY(refuse_in_demo(node));
  const std::string path = text_in(arguments, "path");
  const std::string name = fs::path(path).filename().string();
  service::ListOrder order = AAN_TRY(order_of(node, arguments));
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const int why = errno;
  if (!file.valid())
    return refused_list(name, "It cannot be opened: " + std::string(std::strerror(why)) + ".");
  struct stat info{};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
    return refused_list(name, "It is not an ordinary file.");
  order.is_brief = number_in(arguments, "brief", 0) != 0;
  if (!node.is_serving()) order.rows_a_unit = service::ImportList::kRowsAStep;  // nobody waits
  order.identity = identity_of(info, text_in(arguments, "format"), order.supplier);
  order.open_file = [&path](const catalog::ListFile& one) { return open_beside(path, one); };
  const std::jthread follower = follower_of(node);
  const Duration end = node.clock.mono() + kStep;
  const auto step = node.import_list.step(file.get(), name, order, by_of(arguments),
                                          [&] { return node.clock.mono() < end; });
  if (!step && order.from == 0 &&
      (step.error().code == Errc::invalid || step.error().code == Errc::too_large ||
       step.error().code == Errc::timeout))
    return refused_list(name, step.error().safe.empty() ? "It cannot be read." : step.error().safe);
  if (!step) return std::unexpected(step.error());
  return list_entry(name, *step);
}

Result<json::object> list_runs(Node& node, const json::object& arguments) {
  json::array runs;
  for (const ports::ListRun& one : AAN_TRY(node.import_list.runs(
           std::clamp<std::int64_t>(number_in(arguments, "limit", 20), 1, ports::kListRunsMax))))
    runs.push_back(run_entry(one));
  return json::object{{"runs", std::move(runs)}};
}

Result<json::object> show_list(Node& node, const json::object& arguments) {
  const service::ShownRun shown = AAN_TRY(node.import_list.show(text_in(arguments, "run")));
  json::array refused;
  json::array changed;
  json::array remarks;
  for (const ports::ListFinding& one : shown.findings) {
    if (one.kind == ports::FindingKind::remark)
      remarks.push_back(json::object{
          {"line", one.line}, {"title", one.title}, {"slug", one.slug}, {"said", one.why}});
    else if (one.kind == ports::FindingKind::refused)
      refused.push_back(json::object{{"line", one.line},
                                     {"title", one.title},
                                     {"why", one.why},
                                     {"next_step", one.next_step}});
    else
      changed.push_back(json::object{{"line", one.line},
                                     {"title", one.title},
                                     {"slug", one.slug},
                                     {"field", one.field},
                                     {"before", one.before},
                                     {"after", one.after}});
  }
  return json::object{{"list", run_entry(shown.run)},
                      {"refused", std::move(refused)},
                      {"remarks", std::move(remarks)},
                      {"changed", std::move(changed)}};
}

Result<json::object> merge_book(Node& node, const json::object& arguments) {
  const std::string which = text_in(arguments, "book");
  const auto made =
      AAN_TRY(service::merge_books(node.room, which, text_in(arguments, "into"), by_of(arguments)));
  json::object answer = AAN_TRY(show_book(node, {{"book", made.work.id.value}}));
  const auto merged = AAN_TRY(service::find_book(node.room, which));
  answer["resting_bundles"] = AAN_TRY(resting_bundles(node, merged.work.id));
  return answer;
}

Result<json::object> unmerge_book(Node& node, const json::object& arguments) {
  const auto made =
      AAN_TRY(service::unmerge_book(node.room, text_in(arguments, "book"), by_of(arguments)));
  return show_book(node, {{"book", made.work.id.value}});
}

Result<service::CatalogueStep> step_of_catalogue(Node& node, const std::string& format,
                                                 const std::string& after, const std::string& by) {
  const auto form = AAN_TRY(form_of(node, format));
  AAN_TRY(write_down_export(node, format, after, by));
  return service::export_step(node.room, *form, after);
}

Result<json::object> export_catalogue(Node& node, const json::object& arguments) {
  const std::string format = text_in(arguments, "format");
  const fs::path folder = text_in(arguments, "files_to");
  const service::CatalogueStep step =
      AAN_TRY(step_of_catalogue(node, format, text_in(arguments, "after"), by_of(arguments)));
  std::int64_t copied = 0;
  json::array missing;
  if (!folder.empty() && format == "json") {
    std::error_code error;
    fs::create_directories(folder / "files", error);
    if (error)
      return refuse(Errc::unavailable, "export",
                    "Cannot make " + (folder / "files").string() + ": " + error.message() + ".");
    const auto copy = [&](const crypto::Cid& cid, const std::string& form,
                          const std::string& name) -> Result<> {
      const auto done = copy_file(node, folder, cid, form);
      if (done)
        ++copied;
      else if (done.error().code == Errc::not_found || done.error().code == Errc::corrupt)
        missing.emplace_back(name);
      else
        return std::unexpected(done.error());
      return {};
    };
    for (const catalog::EditionFile& file : step.files)
      AAN_TRY(copy(file.cid, file.format, file.file_name));
    for (const crypto::Cid& cover : step.covers)
      AAN_TRY(copy(cover, std::string(service::kCoverFormat), "the cover " + cover.text()));
  }
  return json::object{{"text", step.text},
                      {"books", step.books},
                      {"files", copied},
                      {"missing", std::move(missing)},
                      {"next", step.next ? json::value(*step.next) : json::value(nullptr)}};
}

Result<json::object> hash_catalogue(Node& node, const json::object&) {
  const CatalogueHash made = AAN_TRY(catalogue_hash(*node.store));
  return json::object{{"catalogue_hash", made.hex},
                      {"works", made.works},
                      {"editions", made.editions},
                      {"offers", made.offers}};
}

}  // namespace aan::node
