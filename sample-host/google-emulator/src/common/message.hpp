#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "host_sdk/encoding.hpp"
#include "http/message.hpp"

/// Requests and answers without sockets, so that tests can build them.
namespace emulator {

using host_sdk::percent_decode;
using host_sdk::percent_encode;
using http::all_values;
using http::append_parameter;
using http::Ending;
using http::find;
using http::first_value;
using http::Parameters;
using http::parse_parameters;

struct Request {
  std::string method;
  std::string path;  ///< percent-encoded, without the query: an encoded slash does not separate segments
  Parameters query;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;

  /// Returns the header of that name, in lower case; empty if there is none.
  std::string header(const std::string& lower_case_name) const;
};

struct Answer {
  int status = 200;
  std::string content_type = "application/json; charset=UTF-8";
  Parameters headers;
  std::string body;
  std::chrono::milliseconds delay{0};
  Ending ending = Ending::complete;
  std::string reason;  ///< Google's reason, for the request log
};

Answer json_answer(int status, const boost::json::value& body);
Answer html_answer(int status, std::string body);

}  // namespace emulator
