#include "common/message.hpp"

#include <boost/json/serialize.hpp>

namespace emulator {

std::string Request::header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string() : found->second;
}

Answer json_answer(int status, const boost::json::value& body) {
  Answer answer;
  answer.status = status;
  answer.body = boost::json::serialize(body);
  return answer;
}

Answer html_answer(int status, std::string body) {
  Answer answer;
  answer.status = status;
  answer.content_type = "text/html; charset=utf-8";
  answer.body = std::move(body);
  return answer;
}

}  // namespace emulator
