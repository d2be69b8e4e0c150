#include "plan/short_list.hpp"

#include "host_sdk/language.hpp"

namespace gup::plan {

void ShortList::add(std::string_view thing) {
  if (++size_ <= shown_) text_.append(size_ == 1 ? "" : ", ").append(thing);
}

std::string ShortList::text() const {
  if (size_ <= shown_) return text_;
  return host_sdk::tr("{items} and {count} more", {{"items", text_}, {"count", size_ - shown_}});
}

std::string listed(const std::vector<std::string>& things) {
  ShortList list;
  for (const std::string& thing : things) list.add(thing);
  return list.text();
}

}  // namespace gup::plan
