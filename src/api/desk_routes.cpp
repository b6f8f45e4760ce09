#include "api/desk_routes.hpp"

#include <unistd.h>

#include <algorithm>

#include "api/json_writer.hpp"
#include "api/list_codec.hpp"
#include "api/request_reader.hpp"
#include "api/routes.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/blind_index.hpp"
#include "crypto/hash.hpp"
#include "domain/catalog/price.hpp"
#include "domain/customer/mail_address.hpp"
#include "service/books/stock_demo.hpp"
#include "service/books/take_file.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/desk/api_keys.hpp"
#include "service/idempotency.hpp"

namespace aan::api {
namespace {

using Key = desk::ApiKey;

Result<Key> key_of(const DeskApi& desk, const net::Request& request) {
  std::optional<Key> key;
  if (const std::string sent = token_sent(request); !sent.empty())
    key = AAN_TRY(service::find_api_key(desk.room, sent));
  if (key) return *std::move(key);
  return refuse(Errc::unauthenticated, "api.desk",
                "Send a key of the desk that has not ended: Authorization: Bearer aan_...",
                "api_key");
}

net::Response problem(const net::Request& request, const Error& error) {
  net::Response response = render_problem(request, error);
  if (error.code == Errc::unauthenticated) response.set("www-authenticate", "Bearer");
  return response;
}

template <class Function>
net::Handler for_keys(const DeskApi& desk, Function answer) {
  return [&desk, answer](const net::Request& request) -> net::Response {
    const Result<Key> key = key_of(desk, request);
    if (!key) return problem(request, key.error());
    Result<net::Response> response = answer(desk, request, *key);
    if (!response) return problem(request, response.error());
    return std::move(*response).make_private();
  };
}

// An address in a query stays in logs and histories: it is not looked at, so that nobody begins to.
bool is_an_address(std::string_view value) {
  return value.contains('@') && customer::MailAddress::parse(value).has_value();
}

Result<std::string> arguments_in_query(const net::Request& request) {
  JsonWriter out;
  out.begin_object();
  std::vector<std::string> seen;
  for (const auto& [name, value] : AAN_TRY(request.queries()).items()) {
    if (std::ranges::find(seen, name) != seen.end())
      return refuse(Errc::invalid, "api.desk", "A field of the query is there twice.", "invalid");
    if (is_an_address(value))
      return refuse(Errc::invalid, "api.desk",
                    "An e-mail address has no place in an address of the web. Ask by POST "
                    "/api/v1/desk/privacy.show, with the address in the body.",
                    "address_in_query");
    seen.push_back(name);
    out.field(name, value);
  }
  out.end_object();
  return out.take();
}

Result<std::string> arguments_in_body(const net::Request& request) {
  if (request.body.empty()) return std::string("{}");
  const JsonValue value = AAN_TRY(read_json(request.body));
  if (value.object() != nullptr) return request.body;
  return refuse(Errc::invalid, "api.desk", "The body is one JSON object.", "json");
}

Result<net::Response> look_at(const DeskApi& desk, const net::Request& request, const Key& key,
                              const std::string& operation) {
  const std::string arguments =
      AAN_TRY(request.method == net::Method::post ? arguments_in_body(request)
                                                  : arguments_in_query(request));
  return net::Response::json(
      AAN_TRY(desk.run({key, operation, arguments, "", /*is_change=*/false})));
}

std::string key_sent(const net::Request& request) {
  return std::string(request.header("idempotency-key").value_or(""));
}

// Operations about a person: what is asked names them, and what is answered may be all of them.
// Neither may outlive their being forgotten. So does a test letter whoever gets it.
bool is_about_a_person(std::string_view operation) {
  return operation.starts_with("privacy.") || operation == "settings.try-letters";
}

// Of what names a person no digest is kept that could be tried out without the shop's keys.
std::string asked(const DeskApi& desk, const Key& key, const std::string& operation,
                  const std::string& arguments) {
  std::string said = key.id.value + "|" + arguments;
  if (!is_about_a_person(operation)) return said;
  return crypto::blind_index(desk.room.keys.ring(), "desk|arguments", said);
}

// The same key again is answered as before, and waits while the first is under way. What is done is
// done in a unit of its own: should the process end between it and its answer, it is done again,
// which every operation bears.
Result<net::Response> change_at(const DeskApi& desk, const net::Request& request, const Key& key,
                                const std::string& operation) {
  const std::string arguments = AAN_TRY(arguments_in_body(request));
  const std::string sent = key_sent(request);
  const auto once = AAN_TRY(service::IdempotentRequest::create(
      "desk." + operation, sent, asked(desk, key, operation, arguments)));
  // A file of somebody's data is made again when it is asked for again, and not kept.
  const bool is_made_again = operation == "privacy.export";
  const auto turn = desk.turns.take(once.key);
  auto before = AAN_TRY(service::find_answer(desk.room, once));
  if (before && !is_made_again) return net::Response::json(*std::move(before));
  const std::string answer =
      AAN_TRY(desk.run({key, operation, arguments, sent, /*is_change=*/true}));
  AAN_TRY(service::keep_answer(desk.room, once, is_made_again ? "{}" : answer));
  return net::Response::json(answer);
}

// As in the report of the command: empty for a file that was refused, and for a list of books.
void write_ids(JsonWriter& out, const service::IngestReport& report) {
  out.field("slug", report.slug).field("work_id", report.work_id);
  out.field("offer_id", report.offer_id).field("cid", report.cid).key("price");
  if (!report.price) {
    out.null();
    return;
  }
  out.begin_object().field("amount", std::to_string(report.price->amount));
  out.field("currency", report.price->asset.code()).field("decimal", decimal(*report.price));
  out.end_object();
}

// Beside the report of a list that of its rows.
void write_taken(JsonWriter& out, const service::TakenFile& taken) {
  const service::IngestReport& report = taken.report;
  out.begin_object().field("file", report.file_name);
  out.field("verdict", service::name_of(report.verdict)).field("title", report.title);
  write_ids(out, report);
  out.field("notes", report.notes);
  if (!report.may_be.empty()) out.field("may_be", report.may_be);
  if (taken.list) {
    out.key("list").begin_object();
    write_list(out, *taken.list);
    out.end_object();
  }
  out.end_object();
}

Result<std::optional<Money>> price_in(const DeskApi& desk, const net::FormFields& form) {
  const std::string text = form.find("price").value_or("");
  if (text.empty()) return std::optional<Money>{};
  auto price = catalog::parse_price(text, desk.room.currency);
  if (price) return std::optional<Money>{*price};
  return refuse(Errc::invalid, "api.desk", price.error().safe, "desk_price");
}

Result<> check_books_key(const Key& key) {
  if (desk::may(key, desk::Action::change_books)) return {};
  return refuse(Errc::forbidden, "api.desk", "This key may not change_books.", "api_key_scope");
}

// SHA-256 of a file from its beginning, without moving its position.
Result<std::string> digest_of(int file) {
  crypto::Sha256 hash;
  std::string block(std::size_t{1} << 20, '\0');
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(file, block.data(), block.size(), at);
    if (got < 0) return fail(Errc::internal, "api.desk", "an upload that cannot be read");
    if (got == 0) return hash.finish();
    hash.update(std::string_view(block).substr(0, static_cast<std::size_t>(got)));
    at += got;
  }
}

// Names, contents and fields: what a second request with the same key has to say as well.
Result<service::IdempotentRequest> upload_of(const net::Request& request, const Key& key) {
  std::string said = key.id.value + "|" + request.path;
  for (const net::FormPart& part : request.parts) {
    const std::string what =
        part.is_file ? base64url(AAN_TRY(digest_of(part.file->get()))) : part.value;
    said += "|" + std::to_string(what.size()) + ":" + what + part.file_name;
  }
  return service::IdempotentRequest::create("desk.books", key_sent(request), said);
}

Result<std::string> take_books(const DeskApi& desk, const net::Request& request, const Key& key) {
  const net::FormFields form = AAN_TRY(request.form());
  service::SentFile sent;
  sent.order.price = AAN_TRY(price_in(desk, form));
  sent.order.supplier = AAN_TRY(service::list_supplier(form.find("source").value_or("")));
  sent.to = form.find("to").value_or("");
  JsonWriter out;
  out.begin_object().key("files").begin_array();
  bool is_any = false;
  for (const net::FormPart& part : request.parts) {
    if (!part.is_file || part.file_name.empty()) continue;
    is_any = true;
    sent.file_fd = part.file->get();
    sent.name = part.file_name;
    write_taken(out,
                AAN_TRY(service::take_file(desk.ingest, desk.lists, sent, service::actor_of(key))));
  }
  if (!is_any) return refuse(Errc::invalid, "api.desk", "Send at least one file.", "no_file");
  out.end_array().end_object();
  return out.take();
}

// The file that a form for one file carries.
Result<const net::FormPart*> file_in(const net::Request& request) {
  for (const net::FormPart& part : request.parts)
    if (part.is_file && !part.file_name.empty()) return &part;
  return refuse(Errc::invalid, "api.desk", "Send a file.", "no_file");
}

Result<std::string> take_version(const DeskApi& desk, const net::Request& request, const Key& key) {
  const auto form = AAN_TRY(request.form());
  const std::string note = form.find("note").value_or("");
  const bool is_sure = form.find("all_the_same").value_or("") == "yes";
  const net::FormPart* sent = AAN_TRY(file_in(request));
  const auto made = AAN_TRY(desk.ingest.add_version(
      sent->file->get(), std::string(request.param("book")), note, service::actor_of(key),
      is_sure ? service::OtherBook::take : service::OtherBook::refuse));
  JsonWriter out;
  out.begin_object().field("slug", made.slug).field("title", made.title);
  out.field("version", made.number).field("cid", made.cid).field("notes", made.notes);
  out.end_object();
  return out.take();
}

Result<std::string> take_cover(const DeskApi& desk, const net::Request& request, const Key& key) {
  const net::FormPart* sent = AAN_TRY(file_in(request));
  const auto book = AAN_TRY(desk.ingest.set_cover(
      sent->file->get(), std::string(request.param("book")), service::actor_of(key)));
  JsonWriter out;
  out.begin_object().field("slug", book.work.slug);
  out.field("cover_url",
            service::picture_path(desk.room.keys.ring(), book.edition.cover,
                                  book.work.visibility == catalog::Visibility::listed));
  out.end_object();
  return out.take();
}

// The same key again is answered as before; should the process end before the answer is kept, the
// files are known by their content.
template <auto Take>
Result<net::Response> take_once(const DeskApi& desk, const net::Request& request, const Key& key) {
  AAN_TRY(check_books_key(key));
  AAN_TRY(service::refuse_in_demo(desk.room));
  const auto once = AAN_TRY(upload_of(request, key));
  const auto turn = desk.turns.take(once.key);
  if (auto answer = AAN_TRY(service::find_answer(desk.room, once)))
    return net::Response::json(*std::move(answer));
  const auto taken = Take(desk, request, key);
  desk.follow_catalogue();  // also where the last of several files failed
  const std::string answer = AAN_TRY(taken);
  AAN_TRY(service::keep_answer(desk.room, once, answer));
  return net::Response::json(answer);
}

// Nothing of a large body is read from whoever may not send it.
std::optional<net::Response> refuse_before(const DeskApi& desk, const net::Request& request) {
  const Result<Key> key = key_of(desk, request);
  if (!key) return problem(request, key.error());
  if (const auto may = check_books_key(*key); !may) return problem(request, may.error());
  const auto once = service::IdempotentRequest::create("desk.books", key_sent(request), "");
  if (!once) return problem(request, once.error());
  return std::nullopt;
}

}  // namespace

std::string token_sent(const net::Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view sent = request.header("authorization").value_or("");
  if (sent.size() <= kScheme.size() || !iequals_ascii(sent.substr(0, kScheme.size()), kScheme))
    return {};
  return std::string(trim(sent.substr(kScheme.size())));
}

net::Response with_key(const DeskApi& desk, const net::Request& request,
                       const std::function<Result<net::Response>(const desk::ApiKey&)>& answer) {
  return for_keys(desk, [&answer](const DeskApi&, const net::Request&, const Key& key) {
    return answer(key);
  })(request);
}

net::Handler looking_at_desk(const DeskApi& desk, std::string operation) {
  return for_keys(desk, [operation = std::move(operation)](
                            const DeskApi& at, const net::Request& request, const Key& key) {
    return look_at(at, request, key, operation);
  });
}

net::Handler changing_at_desk(const DeskApi& desk, std::string operation) {
  return for_keys(desk, [operation = std::move(operation)](
                            const DeskApi& at, const net::Request& request, const Key& key) {
    return change_at(at, request, key, operation);
  });
}

void add_desk_routes(net::Router& router, const DeskApi& desk) {
  net::RouteOptions reading;
  reading.bodies = {net::BodyKind::none};
  net::RouteOptions drawing = reading;
  drawing.pool = net::Pool::heavy;  // the worker draws the file
  net::RouteOptions changing;
  changing.bodies = {net::BodyKind::json};
  changing.body_bytes_max = kJsonBytesMax;
  changing.pool = net::Pool::outbound;  // a refund asks a processor
  for (const DeskOperation& one : desk.operations) {
    const std::string path = "/api/v1/desk/" + one.name;
    if (one.is_asked_in_body)
      router.post(path, looking_at_desk(desk, one.name), changing);
    else if (one.is_change)
      router.post(path, changing_at_desk(desk, one.name), changing);
    else
      router.get(path, looking_at_desk(desk, one.name),
                 one.name == "order.document" ? drawing : reading);
  }
  net::RouteOptions uploading;
  uploading.bodies = {net::BodyKind::upload};
  uploading.body_bytes_max = service::kUploadBytesMax;
  uploading.file_bytes_max = service::kBookFileBytesMax;
  uploading.pool = net::Pool::outbound;
  // A form without an Origin is refused elsewhere, since it may ride on a cookie; here only the key
  // counts, which no page of others has.
  uploading.takes_forms_of_programs = true;
  uploading.before_body = [&desk](const net::Request& request) {
    return refuse_before(desk, request);
  };
  router.post("/api/v1/desk/books", for_keys(desk, take_once<take_books>), uploading);
  router.post("/api/v1/desk/books/{book}/version", for_keys(desk, take_once<take_version>),
              uploading);
  uploading.body_bytes_max = service::kCoverUploadBytesMax;
  router.post("/api/v1/desk/books/{book}/cover", for_keys(desk, take_once<take_cover>), uploading);
}

}  // namespace aan::api
