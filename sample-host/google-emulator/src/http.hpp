#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

/// What the emulator reads and writes, free of sockets: tests build these by hand.
namespace emulator {

/// Decoded names and values in the order in which they were sent; a name may come twice.
using Parameters = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;
  std::string path;  ///< still percent-encoded, without the query
  Parameters query;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;

  /// The header's value, or an empty string.
  std::string header(const std::string& lower_case_name) const;
};

/// How an answer leaves the socket.
enum class Ending {
  whole,  ///< as HTTP wants it
  cut,    ///< full Content-Length, half of the body, then the connection closes
  reset,  ///< the connection closes without a byte
  hang    ///< nothing is sent until the client gives up
};

struct Answer {
  int status = 200;
  std::string content_type = "application/json; charset=UTF-8";
  Parameters headers;
  std::string body;
  std::chrono::milliseconds delay{0};
  Ending ending = Ending::whole;
  std::string reason;  ///< Google's reason word, for the request log
};

Answer json_answer(int status, const boost::json::value& body);
Answer html_answer(int status, std::string body);

/// The first value of a name, or null.
const std::string* find(const Parameters& parameters, std::string_view name);
/// The first value of a name, or an empty string.
std::string value_of(const Parameters& parameters, std::string_view name);
std::vector<std::string> values_of(const Parameters& parameters, std::string_view name);

std::string percent_decode(std::string_view text, bool plus_is_space);
std::string percent_encode(std::string_view text);
/// application/x-www-form-urlencoded, as in a query or a form's body.
Parameters parse_form(std::string_view text);
/// Appends one name and value to an address that may already have a query.
void append_parameter(std::string& address, std::string_view name, std::string_view value);

}  // namespace emulator
