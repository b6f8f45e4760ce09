#include "node/serve.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "api/api.hpp"
#include "base/log.hpp"
#include "net/server.hpp"
#include "node/admin_server.hpp"
#include "node/commands/catalogue_out.hpp"
#include "node/commands/command_socket.hpp"
#include "node/commands/desk_api_json.hpp"
#include "node/config/settings_file.hpp"
#include "node/demo_books.hpp"
#include "node/jobs.hpp"
#include "node/log_setup.hpp"
#include "node/request_metrics.hpp"
#include "node/stop_signal.hpp"
#include "opds/opds.hpp"
#include "service/desk/invite.hpp"
#include "web/asset_routes.hpp"
#include "web/desk/routes.hpp"
#include "web/storefront.hpp"

namespace aan::node {
namespace {

constexpr Duration kDrain = Duration::seconds(10);

// Whether programs are to understand the answer. Of a head that could not be read the first word of
// its path is known, and nothing else; read to its end, "/api" is a page.
bool is_api(const net::Request& request) {
  return request.path.starts_with("/api/") || (request.path == "/api" && request.target.empty()) ||
         request.path.starts_with("/webhooks/") || request.path == "/opds" ||
         request.path.starts_with("/opds/");
}

net::ServerOptions options_of(const Config& config) {
  net::ServerOptions options;
  options.listen_address = config.listen_address;
  options.port = config.listen_port;
  options.allowed_hosts = config.hosts;
  options.trusted_proxies = config.trusted_proxies;
  options.on_answer = count_answer;
  options.upload_folder = config.data_dir / "uploads";
  return options;
}

net::SharedRouter closed_router(const Config& config, const Clock& clock) {
  net::Router open;
  api::add_health_route(open, clock);
  web::add_asset_routes(open);
  return net::maintenance_router(
      [name = config.node_name, is_test = is_in_test_mode(config)](const net::Request& request,
                                                                   int status, const Error& error) {
        if (is_api(request)) return api::render_problem(request, status, error);
        if (opds::is_kosync(request)) return opds::render_sync_error(status, error);
        return web::render_maintenance(name, is_test, request, status, error);
      },
      1, std::move(open));
}

// What the routers of one opening are made of.
struct Rooms {
  const web::Storefront& front;
  const web::DeskFront& desk;
  const api::DeskApi& desk_api;
  api::AnswerCache& answers;
  const opds::Front& feeds;
};

net::Router shop_router(const Rooms& rooms, bool has_desk) {
  net::Router router;
  const web::Storefront& front = rooms.front;
  web::add_routes(router, front);
  if (has_desk) web::add_desk_routes(router, rooms.desk);
  api::add_routes(router, front.use, rooms.answers, rooms.desk_api);
  opds::add_routes(router, rooms.feeds);
  router.set_error_renderer([&front](const net::Request& request, int status, const Error& error) {
    if (is_api(request)) return api::render_problem(request, status, error);
    if (opds::is_kosync(request)) return opds::render_sync_error(status, error);
    return web::render_error(front, request, status, error);
  });
  return router;
}

// Where the desk is apart, the whole shop is there too: its pages lead to each other.
net::SharedRouter admin_router(const Config& config, const Rooms& rooms,
                               ShopMetrics& measurements) {
  net::Router router = config.is_desk_apart ? shop_router(rooms, true) : net::Router();
  add_admin_routes(router, measurements);
  return net::share(std::move(router));
}

// Seen on a terminal book by book, in a log once for ten: forty take a while on a busy machine.
void tell_stocking(std::size_t done, std::size_t of, bool is_watched) {
  if (is_watched)
    // The cursor waits at its start, so that a line of the log takes its place.
    std::fprintf(stderr,
                 done == of ? "\033[K" : "\033[KStocking the demonstration: %zu of %zu books\r",
                 done, of);
  else if (done % 10 == 0 && done < of)
    log::info("demo.stocking", {{"books", done}, {"of", of}});
}

Result<> stock(Node& node, StopSignal& stop) {
  const bool is_watched = isatty(STDERR_FILENO) != 0;
  const auto added =
      AAN_TRY(service::stock_demo(node.room, node.ingest, *node.writer, demo_texts(),
                                  [&stop, is_watched](std::size_t done, std::size_t of) {
                                    tell_stocking(done, of, is_watched);
                                    return !stop.has_come();
                                  }));
  if (added == 0) return {};
  log::info("demo.stocked", {{"books", added}});
  return node.follow_catalogue([&stop] { return !stop.has_come(); });
}

// Memory that is free goes back to the system. By default glibc keeps eight heaps a core, and one
// compressed page teaches it to keep blocks of a megabyte.
void keep_memory_small() {
  constexpr int kReturnFrom = 128 * 1024;
  mallopt(M_ARENA_MAX, std::max(2, static_cast<int>(std::thread::hardware_concurrency())));
  mallopt(M_MMAP_THRESHOLD, kReturnFrom);
  mallopt(M_TRIM_THRESHOLD, kReturnFrom);
}

Result<DataDir> lock_unserved(const std::filesystem::path& path) {
  if (is_served(path))
    return refuse(Errc::conflict, "data_dir",
                  "A server is running on " + path.string() +
                      " already. Stop it first, or name another folder with --data.",
                  "locked");
  return DataDir::lock(path);
}

// The one way in while nobody has a place at the desk: printed, never logged.
Result<> print_first_link(const Node& node, const Announcer& announcer) {
  const auto token = AAN_TRY(service::invite_first(node.room));
  if (!token) return {};
  announcer.desk(node.shop.desk_address + "/desk/begin/" + *token);
  return {};
}

// Every start writes: which terms are in force, and who has the shop.
std::unexpected<Error> cannot_begin(const Config& config) {
  const std::string where = config.data_dir.string();
  return refuse(Errc::unavailable, "serve",
                "The disk of " + where +
                    " is full, and a start has to write there. Make room, at least 100 MB: df -h " +
                    where +
                    " says how much there is, and what is not the shop's can go. Nothing of the "
                    "shop is lost; start it again then.",
                "disk_full");
}

// What lies in it has no name while the program runs, and is gone when it ends.
Result<> make_upload_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (!error) return {};
  return fail(Errc::unavailable, "serve.uploads", folder.string() + ": " + error.message());
}

// What outlives one opening of the shop, so that it can begin anew in place: nobody else gets the
// folder meanwhile, and whoever knocks waits instead of being turned away. An opening that fails
// gives the folder up with what it had opened: the next one takes its lock anew.
struct Premises {
  std::optional<DataDir> dir;
  net::Listeners door, commands, admin;
  std::string door_at, admin_at;  // what the configuration said when they were opened
  bool has_begun = false;         // it was open before
};

std::string door_of(const Config& config) {
  return config.listen_address + " " + std::to_string(config.listen_port);
}

Result<std::unique_ptr<net::Server>> open_door(const Config& config, const Clock& clock, Rng& rng,
                                               const Premises& kept) {
  net::Listeners before;
  if (kept.door_at == door_of(config)) before = AAN_TRY(kept.door.copy());
  auto server = net::Server::create(options_of(config), clock, rng, closed_router(config, clock),
                                    std::move(before));
  if (server || server.error().code != Errc::unavailable) return server;
  return refuse(Errc::unavailable, "serve",
                "Cannot " + server.error().safe +
                    ". LISTEN or --listen chooses another address, such "
                    "as 127.0.0.1:8081.");
}

// A wish to begin anew is answered when nothing more is let in, so that whoever made it is served
// by the shop that has begun anew.
class Turn {
 public:
  explicit Turn(StopSignal& stop) : stop_(stop) {}
  void ask() {
    constexpr auto kWait = std::chrono::seconds(5);
    stop_.raise_anew();
    std::unique_lock lock(mutex_);
    is_closed_.wait_for(lock, kWait, [this] { return closed_; });
  }
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    is_closed_.notify_all();
  }

 private:
  StopSignal& stop_;
  std::mutex mutex_;  // guards closed_
  std::condition_variable is_closed_;
  bool closed_ = false;
};

net::ServerOptions command_options(const Config& config) {
  net::ServerOptions inner;
  inner.listen_address = std::nullopt;
  inner.unix_socket = config.data_dir / "aan.sock";
  inner.io_threads = 1;
  inner.interactive_threads = 1;
  inner.outbound_threads = 2;
  inner.heavy_threads = 1;
  inner.message_threads = 1;
  return inner;
}

Result<> keep_doors(Premises& kept, const Config& config, net::Server& server,
                    net::Server& commands, net::Server* admin) {
  kept.door = AAN_TRY(server.keep_listening());
  kept.commands = AAN_TRY(commands.keep_listening());
  kept.admin = admin == nullptr ? net::Listeners{} : AAN_TRY(admin->keep_listening());
  kept.door_at = door_of(config);
  kept.admin_at = admin == nullptr ? "" : config.admin_listen.text();
  return {};
}

enum class Ending : std::uint8_t { stop, anew };

// One opening of the shop. `is_open` is set once it sells.
Result<Ending> open_shop(const Config& config, const Announcer& announcer, StopSignal& stop,
                         Premises& kept, bool& is_open) {
  const bool is_anew = kept.has_begun;
  set_up_log(config, log_level_of(config));
  log::info("config.read", {{"file", config.env_file.empty() ? "none" : config.env_file}});
  for (const std::string& warning : config.misspelt) log::warn("config", {{"what", warning}});
  static const SystemClock clock;
  static SystemRng rng;
  if (!kept.dir)
    kept.dir =
        is_anew ? AAN_TRY(DataDir::lock(config.data_dir)) : AAN_TRY(lock_unserved(config.data_dir));
  AAN_TRY(make_upload_folder(config.data_dir / "uploads"));
  // 1. The socket answers from the first moment, 503 until the store is ready. Where the shop only
  // begins anew, who knocks waits for that moment.
  const auto server = AAN_TRY(open_door(config, clock, rng, kept));
  if (!is_anew) AAN_TRY(server->start());
  if (config.listens_everywhere() && config.hosts.empty())
    log::warn("config",
              {{"what",
                "The shop listens on every address, but answers only to localhost and 127.0.0.1 "
                "on this machine until NODE_URL says what it is called."}});
  if (!is_anew) announcer.listening(listening_address(config, server->port()));
  // 2. Store, content, index; the demonstration's stock.
  const bool is_new = !std::filesystem::exists(config.data_dir / "keys");
  DataDir dir = *std::move(kept.dir);
  kept.dir.reset();
  auto opened = Node::open(config, std::move(dir), clock, rng, Purpose::serve);
  if (!opened && opened.error().reason == "disk_full") return cannot_begin(config);
  const auto node = AAN_TRY(std::move(opened));
  if (is_new) announcer.made(std::filesystem::absolute(config.data_dir).lexically_normal());
  node->set_port(server->port());
  for (const std::string& warning : node->shop.warnings) log::warn("config", {{"what", warning}});
  // The operator's commands are heard while the demonstration is stocked, too.
  Turn turn(stop);
  const auto commands = AAN_TRY(net::Server::create(
      command_options(config), clock, rng, command_router(*node), AAN_TRY(kept.commands.copy())));
  AAN_TRY(commands->start());
  if (config.is_demo && !stop.has_come()) AAN_TRY(stock(*node, stop));
  if (stop.has_come()) {
    commands->drain(kDrain);
    server->drain(kDrain);
    log::info("serve.stopped", {{"signal", stop.number()}, {"before", "ready"}});
    return Ending::stop;
  }
  // 3. Open the door.
  node->begin_anew = [&turn] { turn.ask(); };
  const web::Storefront front{node->use, node->cache};
  const web::DeskFront desk_front{front,
                                  node->sign_in,
                                  [&node] {
                                    if (const auto done = node->follow_catalogue(); !done)
                                      log::warn("index.not_followed",
                                                {{"why", done.error().to_string()}});
                                  },
                                  node->ingest,
                                  node->webhooks,
                                  node->settings,
                                  &node->feed,
                                  &node->import_list,
                                  [&node](const std::string& format, const std::string& by) {
                                    return exported_catalogue(*node, format, by);
                                  }};
  const api::DeskApi desk_for_programs = desk_api(*node);
  api::AnswerCache answers([&node] { return node->cache.generation(); });
  api::AnswerCache feeds_kept([&node] { return node->cache.generation(); });
  const opds::Front feeds{node->use, feeds_kept, node->reading_apps, node->sync_places};
  ShopMetrics measurements(*node, [&server] { return server->stats(); });
  net::Listeners admin_before;
  if (kept.admin_at == config.admin_listen.text()) admin_before = AAN_TRY(kept.admin.copy());
  kept.admin = {};
  const Rooms rooms{front, desk_front, desk_for_programs, answers, feeds};
  const auto admin = AAN_TRY(open_admin(
      config, clock, rng, admin_router(config, rooms, measurements), std::move(admin_before)));
  // Only a port that the system chose is news: the command socket reads the address already.
  if (config.is_desk_apart && config.admin_listen.port == 0) node->set_desk_port(admin->port());
  Jobs jobs(*node, [&stop] { stop.raise(); });
  jobs.start();
  server->set_router(net::share(shop_router(rooms, !config.is_desk_apart)));
  if (is_anew) AAN_TRY(server->start());
  is_open = true;
  kept.has_begun = true;
  kept.door = {};
  kept.commands = {};
  if (!is_anew) announcer.ready(listening_address(config, server->port()));
  if (!is_anew) AAN_TRY(print_first_link(*node, announcer));
  log::info(is_anew ? "serve.begun_anew" : "serve.ready",
            {{"address", listening_address(config, server->port())},
             {"books", node->cache.catalogue_size()}});
  const bool is_to_begin_anew = stop.wait();
  log::info("serve.draining", {{"signal", stop.number()}, {"anew", is_to_begin_anew ? 1 : 0}});
  if (is_to_begin_anew) AAN_TRY(keep_doors(kept, config, *server, *commands, admin.get()));
  // A list can be brought in again; what else is under way gets its time.
  node->import_list.stop();
  node->workers.stop_long_jobs();
  server->begin_drain();
  commands->begin_drain();
  if (admin) admin->begin_drain();
  node->feed.close();
  turn.close();
  const bool clean = server->drain(kDrain);
  node->workers.stop();  // whoever still waits for one would keep us
  commands->drain(kDrain);
  if (admin) admin->drain(kDrain);
  jobs.stop();
  log::info("serve.stopped", {{"clean", clean ? 1 : 0}});
  if (jobs.is_fenced())
    return refuse(Errc::unavailable, "serve",
                  "Another copy of this shop has taken over, so this one has stopped. Started "
                  "again it works under the new authority.",
                  "fenced");
  if (!is_to_begin_anew) return Ending::stop;
  kept.dir = std::move(node->dir);
  return Ending::anew;
}

// The shop was open under `before`, and does not open under what is configured now: better as it
// was than not at all.
Config take_back(const Config& before, const std::string& settings_before, const Error& why) {
  log::error("serve.settings_taken_back", {{"why", why.to_string()}});
  if (const auto done = write_settings(before.data_dir, settings_before); !done)
    log::error("serve.settings_not_written", {{"why", done.error().to_string()}});
  return before;
}

}  // namespace

Result<> serve(const std::function<Result<Config>()>& load, const Announcer& announcer) {
  keep_memory_small();
  StopSignal stop;
  Premises kept;
  Config config = AAN_TRY(load());
  std::string settings = AAN_TRY(read_settings(config.data_dir));
  std::optional<Config> before;  // under which the shop was open, while it is not sure of `config`
  std::string settings_before;
  for (;;) {
    bool is_open = false;
    const auto ended = open_shop(config, announcer, stop, kept, is_open);
    if (!ended && (is_open || !before)) return std::unexpected(ended.error());
    if (!ended) {
      config = take_back(*before, settings_before, ended.error());
      settings = settings_before;
      before.reset();
      continue;
    }
    if (*ended == Ending::stop) return {};
    before = config;
    settings_before = settings;
    auto next = load();
    if (next) {
      config = *std::move(next);
      settings = AAN_TRY(read_settings(config.data_dir));
    } else {
      config = take_back(*before, settings_before, next.error());
      before.reset();
    }
  }
}

}  // namespace aan::node
