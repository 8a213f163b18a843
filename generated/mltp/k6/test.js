// Every virtual user asks all addresses, then rests for a second.
import http from "k6/http";
import { check, sleep } from "k6";

const urls = [
  "http://mythical-server:4000/unicorn",
  "http://mythical-server:4000/manticore",
];

export default function () {
  for (const url of urls) {
    const is2xx = (answer) => answer.status >= 200 && answer.status < 300;
    check(http.get(url), { "answer is 2xx": is2xx });
  }
  sleep(1);
}
