#pragma once
// The few names of Boost.Asio that the inside of net/ uses, with concrete executors: nothing on
// the path of a request is type-erased.
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace aan::net {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
using Task = Awaitable<void>;
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// Errors as values: no operation of ours throws. `co_await` gives a tuple.
inline constexpr auto kValues = asio::as_tuple(asio::deferred);

}  // namespace aan::net
