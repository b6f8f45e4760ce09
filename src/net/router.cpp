#include "net/router.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/check.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace aan::net {
namespace {

struct Segment {
  enum class Kind : std::uint8_t { text, one, rest };
  Kind kind = Kind::text;
  std::string value;  // the text, or the name
};

struct Pattern {
  std::vector<Segment> segments;
  std::vector<Route> routes;  // one for each method
};

struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

std::vector<Segment> parse_pattern(std::string_view pattern) {
  AAN_CHECK(pattern.starts_with('/'));
  std::vector<Segment> out;
  for (std::string_view part : split(pattern.substr(1), '/')) {
    AAN_CHECK(out.empty() || out.back().kind != Segment::Kind::rest);
    if (!part.starts_with('{')) {
      out.push_back({Segment::Kind::text, std::string(part)});
      continue;
    }
    AAN_CHECK(part.ends_with('}') && part.size() > 2);
    part = part.substr(1, part.size() - 2);
    const bool rest = part.ends_with("...");
    if (rest) part.remove_suffix(3);
    out.push_back({rest ? Segment::Kind::rest : Segment::Kind::one, std::string(part)});
  }
  return out;
}

bool is_text_only(const std::vector<Segment>& segments) {
  return std::ranges::all_of(segments,
                             [](const Segment& s) { return s.kind == Segment::Kind::text; });
}

bool matches(const Pattern& pattern, std::string_view path,
             std::vector<std::pair<std::string, std::string>>& params) {
  params.clear();
  std::string_view left = path.substr(1);
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    const Segment& segment = pattern.segments[i];
    const std::size_t slash = left.find('/');
    const bool last = i + 1 == pattern.segments.size();
    const std::string_view part =
        segment.kind == Segment::Kind::rest ? left : left.substr(0, slash);
    if (segment.kind == Segment::Kind::text ? part != segment.value : part.empty()) return false;
    if (segment.kind != Segment::Kind::text) params.emplace_back(segment.value, part);
    if (segment.kind == Segment::Kind::rest) return true;
    if (last) return slash == std::string_view::npos;
    if (slash == std::string_view::npos) return false;
    left.remove_prefix(slash + 1);
  }
  return false;
}

// Text before a name, a name before the rest, segment by segment.
bool is_more_specific(const Pattern& a, const Pattern& b) {
  return std::ranges::lexicographical_compare(
      a.segments, b.segments, [](const Segment& x, const Segment& y) { return x.kind < y.kind; });
}

const Route* route_for(const Pattern& pattern, Method method) {
  for (const Route& route : pattern.routes)
    if (route.method == method) return &route;
  return method == Method::head ? route_for(pattern, Method::get) : nullptr;
}

}  // namespace

struct Router::Table {
  std::unordered_map<std::string, Pattern, HashText, std::equal_to<>> exact;
  std::vector<Pattern> open;  // with names, the most specific first
  ErrorRenderer renderer;
};

Router::Router() : table_(std::make_unique<Table>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Method method, std::string_view pattern, Handler handler, RouteOptions options) {
  AAN_CHECK(method != Method::other && method != Method::head && handler);
  std::vector<Segment> segments = parse_pattern(pattern);
  Route route{method, std::string(pattern), std::move(handler), std::move(options)};
  Pattern* place = nullptr;
  if (is_text_only(segments)) {
    place = &table_->exact[route.pattern];
    place->segments = std::move(segments);
  } else {
    auto same = std::ranges::find_if(
        table_->open, [&](const Pattern& p) { return p.routes.front().pattern == route.pattern; });
    if (same == table_->open.end()) {
      Pattern fresh{std::move(segments), {std::move(route)}};
      const auto at = std::ranges::upper_bound(table_->open, fresh, is_more_specific);
      table_->open.insert(at, std::move(fresh));
      return;
    }
    place = &*same;
  }
  AAN_CHECK(
      std::ranges::none_of(place->routes, [&](const Route& r) { return r.method == method; }));
  place->routes.push_back(std::move(route));
}

void Router::get(std::string_view pattern, Handler handler, RouteOptions options) {
  add(Method::get, pattern, std::move(handler), std::move(options));
}

void Router::post(std::string_view pattern, Handler handler, RouteOptions options) {
  add(Method::post, pattern, std::move(handler), std::move(options));
}

void Router::set_error_renderer(ErrorRenderer renderer) { table_->renderer = std::move(renderer); }

RouteMatch Router::match(Request& request) const {
  RouteMatch out;
  request.params.clear();
  const auto consider = [&](const Pattern& pattern) {
    out.route = route_for(pattern, request.method);
    for (const Route& route : pattern.routes) {
      if (!out.route && std::ranges::find(out.allowed, route.method) == out.allowed.end())
        out.allowed.push_back(route.method);
      out.any_cross_origin |= route.options.accepts_cross_origin;
    }
    return out.route != nullptr;
  };
  if (const auto found = table_->exact.find(std::string_view(request.path));
      found != table_->exact.end() && consider(found->second))
    return out;
  for (const Pattern& pattern : table_->open)
    if (matches(pattern, request.path, request.params) && consider(pattern)) {
      out.allowed.clear();
      return out;
    }
  request.params.clear();
  return out;
}

Response Router::render(const Request& request, int status, const Error& error) const {
  if (table_->renderer) {
    try {
      Response made = table_->renderer(request, status, error);
      made.status = status;
      return made;
    } catch (const std::exception& thrown) {
      log::error("http.error_page_failed", {{"id", request.request_id}, {"why", thrown.what()}});
    }
  }
  return Response::text((error.safe.empty() ? std::string(name_of(error.code)) : error.safe) + "\n",
                        status);
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> out;
  for (const auto& [path, pattern] : table_->exact)
    for (const Route& route : pattern.routes) out.push_back(&route);
  for (const Pattern& pattern : table_->open)
    for (const Route& route : pattern.routes) out.push_back(&route);
  std::ranges::sort(out, {}, [](const Route* r) { return std::pair(r->pattern, r->method); });
  return out;
}

SharedRouter maintenance_router(ErrorRenderer renderer, int retry_after_s, Router open) {
  Router& router = open;
  router.set_error_renderer(renderer);
  const auto answer = [renderer, retry_after_s](const Request& request) {
    Error error{Errc::unavailable,
                "net.maintenance",
                "",
                "The shop is being prepared. Please try again in a moment.",
                retry_after_s,
                ""};
    Response out = renderer ? renderer(request, 503, error) : Response::text(error.safe + "\n");
    out.status = 503;
    out.set("retry-after", std::to_string(retry_after_s)).set("cache-control", "no-store");
    return out;
  };
  RouteOptions inline_any;
  inline_any.pool = Pool::none;
  inline_any.bodies = {BodyKind::any};
  router.get("/", answer, inline_any);
  for (const Method method :
       {Method::get, Method::post, Method::put, Method::patch, Method::delete_, Method::options})
    router.add(method, "/{path...}", answer, inline_any);
  return share(std::move(open));
}

SharedRouter share(Router router) { return std::make_shared<const Router>(std::move(router)); }

}  // namespace aan::net
