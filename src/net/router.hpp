#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http.hpp"

namespace aan::net {

/// Synchronous, called on a thread of the route's pool, several at a time.
using Handler = std::function<Response(const Request&)>;
/// Makes the page or document of an error. Called on an I/O thread: quick, no files, no network,
/// no database. `error.safe` may be shown, `error.detail` may not.
using ErrorRenderer = std::function<Response(const Request&, int status, const Error&)>;

enum class Pool : std::uint8_t {
  interactive,  ///< short work on our own data
  outbound,     ///< waits for somebody else's machine
  heavy,        ///< our own work that takes long (a password, a paper): no payment waits behind it
  messages,     ///< what other machines send: a flood of it keeps no buyer waiting
  none,         ///< on the I/O thread itself: answers that cost microseconds and never block
};

enum class BodyKind : std::uint8_t {
  none,    ///< a body is refused
  form,    ///< application/x-www-form-urlencoded
  json,    ///< application/json and application/*+json
  any,     ///< whatever was sent (webhooks: signed raw bytes)
  upload,  ///< multipart/form-data, whose files go to the disk as they come; needs Content-Length
};

struct RouteOptions {
  Pool pool = Pool::interactive;
  std::size_t body_bytes_max = std::size_t{64} << 10U;
  /// A kind not in this list is answered 415. An empty body always passes.
  std::vector<BodyKind> bodies = {BodyKind::form, BodyKind::json};
  /// Of an upload: no larger file is taken.
  std::uint64_t file_bytes_max = 0;
  /// Asked on the route's pool when the head of a request with a body is there: an answer ends the
  /// request, and nothing of its body is read. For who may send much.
  std::function<std::optional<Response>(const Request&)> before_body;
  /// Tried first, on the I/O thread, for GET and HEAD; an answer ends the request there.
  std::function<std::optional<Response>(const Request&)> on_io_thread;
  /// The route takes requests from pages of other origins: it must not look at cookies, and change
  /// nothing. Answers may be read by anyone (Access-Control-Allow-Origin: *). For the public API.
  bool accepts_cross_origin = false;
  /// Programs send forms too, which say no origin; a page of another origin is refused all the
  /// same. It must not look at cookies: the right is in what is sent. For webhooks and uploads.
  bool takes_forms_of_programs = false;
};

struct Route {
  Method method = Method::get;
  std::string pattern;
  Handler handler;
  RouteOptions options;
};

/// Where a path leads.
struct RouteMatch {
  const Route* route = nullptr;   ///< null: no route for this method (or at all)
  std::vector<Method> allowed;    ///< methods of this path; empty: no such path. Set without route.
  bool any_cross_origin = false;  ///< some route of this path accepts other origins
};

/// Table from method and path to handler. Filled once, then shared and only read.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Pattern: segments of text, "{name}" (one segment) or, as the last, "{name...}" (one segment
  /// or more). Text wins over "{name}", which wins over "{name...}". HEAD is answered by GET.
  /// A pattern that is malformed or taken is a bug of ours and ends the program.
  void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});
  void get(std::string_view pattern, Handler handler, RouteOptions options = {});
  void post(std::string_view pattern, Handler handler, RouteOptions options = {});
  void set_error_renderer(ErrorRenderer renderer);

  /// Finds the route of `request.method` and `request.path` and fills `request.params`.
  [[nodiscard]] RouteMatch match(Request& request) const;
  /// The page of an error by the renderer, or plain text when there is none or it threw.
  [[nodiscard]] Response render(const Request& request, int status, const Error& error) const;
  /// All routes, for documents and tests.
  [[nodiscard]] std::vector<const Route*> routes() const;

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

/// A finished table, shared by the threads that read it.
using SharedRouter = std::shared_ptr<const Router>;
SharedRouter share(Router router);

/// Answers everything with 503 and Retry-After but what `open` has: style sheets, and whether the
/// process lives. Served while migrations run.
SharedRouter maintenance_router(ErrorRenderer renderer, int retry_after_s, Router open = {});

}  // namespace aan::net
