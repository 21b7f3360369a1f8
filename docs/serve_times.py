"""Times of a running server's predictions: python3 serve_times.py [--model M] [--clients N] [--requests N] [--address URL]

Each client is a thread with a connection of its own that asks for the prediction of one series of noise, 100 steps of 100
features, as float32, again and again. Prints the median, the 99th percentile and the largest time, in milliseconds, and requests a
second. Needs nothing but Python 3.
"""
import argparse
import array
import http.client
import random
import threading
import time
import urllib.parse

options = argparse.ArgumentParser()
options.add_argument("--address", default="http://localhost:8765")
options.add_argument("--model", default="model")
options.add_argument("--clients", type=int, default=1)
options.add_argument("--requests", type=int, default=500, help="of each client")
options.add_argument("--warm", type=int, default=50, help="requests before the clock starts, of each client")
chosen = options.parse_args()

place = urllib.parse.urlsplit(chosen.address)
path = "/api/v1/predict?model=" + urllib.parse.quote(chosen.model, safe="")
body = array.array("f", (random.gauss(0, 1) for _ in range(100 * 100))).tobytes()
headers = {"Content-Type": "application/octet-stream", "X-Shape": "1,100,100"}
times, refused, problems, lock = [], [0], [], threading.Lock()
ready = threading.Barrier(chosen.clients + 1)


def client():
    try:
        ask()
    except Exception as e:
        problems.append(e)
        ready.abort()


def ask():
    connection = http.client.HTTPConnection(place.hostname, place.port)
    own, busy = [], 0
    for round in range(chosen.warm + chosen.requests):
        if round == chosen.warm:
            ready.wait()
        start = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 429:
            busy += 1
        elif answer.status != 200:
            raise ValueError(f"status {answer.status}")
        elif round >= chosen.warm:
            own.append(1000 * (time.perf_counter() - start))
    with lock:
        times.extend(own)
        refused[0] += busy


threads = [threading.Thread(target=client) for _ in range(chosen.clients)]
for thread in threads:
    thread.start()
try:
    ready.wait()
except threading.BrokenBarrierError:
    pass
begin = time.perf_counter()
for thread in threads:
    thread.join()
if problems:
    raise SystemExit(f"{chosen.address}: {problems[0]}")
seconds = time.perf_counter() - begin
times.sort()
print(f"{chosen.clients} clients: median {times[len(times) // 2]:.1f} ms, 99 % {times[int(0.99 * len(times))]:.1f} ms, "
      f"largest {times[-1]:.1f} ms, {len(times) / seconds:.0f} a second, {refused[0]} refused as too many")
